#include "core/steps/portrait/face/face_analyser.h"

#include "core/image/cv_bridge.h"
#include "core/steps/photo/photo_damage.h"
#include "core/steps/portrait/face/face_detector.h"
#include "core/steps/portrait/face/face_geometry.h"
#include "core/steps/portrait/face/face_mesher.h"
#include "core/steps/portrait/face/face_traits.h"
#include "core/steps/portrait/face/glasses.h"
#include "core/steps/portrait/face/triage.h"

#include <algorithm>
#include <mutex>

namespace kinovar::portrait {

namespace {

constexpr float kPresent = 0.5F;   // of the mesh's flag
constexpr float kSeenAgain = 0.6F; // by the detector
constexpr float kLeastWidth = 20;  // px: what is smaller has no features to find
constexpr float kSameFace = 0.3F;  // overlap from which two meshes are of one face

float area(const FaceBox& box) {
    return (box.x1 - box.x0) * (box.y1 - box.y0);
}

/// How much of a box lies inside of another: a mouth may look like a face in the face.
float share_inside(const FaceBox& box, const FaceBox& other) {
    const float width = std::min(box.x1, other.x1) - std::max(box.x0, other.x0);
    const float height = std::min(box.y1, other.y1) - std::max(box.y0, other.y0);
    return width > 0 && height > 0 ? width * height / std::max(area(box), 1.0F) : 0;
}

/// Runs what may throw.
template <class Value, class Work>
Result<Value> guarded(const Work& work) {
    Result<Value> result = failure(ErrorCode::Internal, "nothing was done");
    KINOVAR_TRY(guard_cv("portrait", [&] { result = work(); }));
    return result;
}

class NetworkAnalyser final : public FaceAnalyser {
public:
    NetworkAnalyser(std::shared_ptr<const FaceDetector> detector, FaceMesher mesher,
                    FaceTraits traits)
        : detector_(std::move(detector)), mesher_(std::move(mesher)), traits_(std::move(traits)) {}

    [[nodiscard]] Result<PortraitAnalysis> analyse(const Frame& picture,
                                                   std::stop_token stop) const override {
        return guarded<PortraitAnalysis>([&] { return analysed(picture, stop); });
    }

    [[nodiscard]] Result<FaceMesh> track(const Frame& picture,
                                         const FaceMesh& before) const override {
        return guarded<FaceMesh>(
            [&] { return mesher_.mesh_in(mat_view(picture), crop_around(before, kMeshCrop)); });
    }

    [[nodiscard]] Result<FaceMesh> find_mesh(const Frame& picture) const override {
        return guarded<FaceMesh>([&]() -> Result<FaceMesh> {
            KINOVAR_TRY_ASSIGN(const auto found, detector_->find_large(picture));
            KINOVAR_TRY_ASSIGN(auto meshes, confirmed(picture, found, {}));
            if (meshes.empty()) {
                KINOVAR_TRY_ASSIGN(meshes, all_meshes(picture, {}));
            }
            if (meshes.empty()) {
                return failure(ErrorCode::NotFound, "no face was found in the picture",
                               "choose a picture in which a face is seen from the front");
            }
            return *std::max_element(meshes.begin(), meshes.end(),
                                     [](const auto& a, const auto& b) {
                                         return area(box_around(a)) < area(box_around(b));
                                     });
        });
    }

    [[nodiscard]] Result<std::vector<float>> descriptor(const Frame& picture,
                                                        const FaceMesh& mesh) const override {
        return guarded<std::vector<float>>([&]() -> Result<std::vector<float>> {
            KINOVAR_TRY_ASSIGN(auto person, traits_.person(mat_view(picture), mesh));
            return std::move(person.descriptor);
        });
    }

private:
    /// The meshes of those finds that are faces, each face once.
    [[nodiscard]] Result<std::vector<FaceMesh>> confirmed(const Frame& picture,
                                                          const std::vector<FoundFace>& found,
                                                          const std::stop_token& stop) const {
        std::vector<FaceMesh> meshes;
        const auto known = [&](const FaceBox& box) {
            return std::any_of(meshes.begin(), meshes.end(), [&](const FaceMesh& other) {
                return share_inside(box, box_around(other)) > kSameFace;
            });
        };
        for (const FoundFace& one : found) {
            if (stop.stop_requested()) {
                return failure(ErrorCode::Cancelled, "stopped");
            }
            if (known(one.box)) {
                continue;
            }
            KINOVAR_TRY_ASSIGN(const FaceMesh mesh, mesher_.mesh_of(mat_view(picture), one));
            if (known(box_around(mesh))) {
                continue;
            }
            KINOVAR_TRY_ASSIGN(const float sure, sureness(picture, mesh));
            if (sure >= kSeenAgain) {
                std::erase_if(meshes, [&](const FaceMesh& other) {
                    return share_inside(box_around(other), box_around(mesh)) > kSameFace;
                });
                meshes.push_back(mesh);
            }
        }
        return meshes;
    }

    /// How surely there is a face, 0–1; 0 where its mesh says no.
    [[nodiscard]] Result<float> sureness(const Frame& picture, const FaceMesh& mesh) const {
        const FaceBox box = box_around(mesh);
        if (mesh.presence < kPresent || box.x1 - box.x0 < kLeastWidth) {
            return 0.0F;
        }
        return detector_->second_look(picture, mesh);
    }

    [[nodiscard]] Result<std::vector<FaceMesh>> all_meshes(const Frame& picture,
                                                           const std::stop_token& stop) const {
        KINOVAR_TRY_ASSIGN(const auto upright, detector_->find_all(picture, stop));
        KINOVAR_TRY_ASSIGN(auto meshes, confirmed(picture, upright, stop));
        if (meshes.empty()) {
            KINOVAR_TRY_ASSIGN(const auto turned, detector_->find_turned(picture, stop));
            KINOVAR_TRY_ASSIGN(meshes, confirmed(picture, turned, stop));
        }
        return meshes;
    }

    [[nodiscard]] Result<Face> face_of(const cv::Mat& picture, const FaceMesh& mesh) const {
        Face face;
        face.mesh = mesh;
        face.box = box_around(mesh);
        face.pose = fit_pose(mesh);
        KINOVAR_TRY_ASSIGN(auto person, traits_.person(picture, mesh));
        face.age = person.age;
        face.minor_score = minor_score(person.under_age, mesh, face.pose);
        face.descriptor = std::move(person.descriptor);
        KINOVAR_TRY_ASSIGN(face.expression, traits_.expression(picture, mesh));
        face.sharpness = sharpness_of(picture, mesh);
        face.eye_aspect = {eye_aspect(mesh, 0), eye_aspect(mesh, 1)};
        return face;
    }

    [[nodiscard]] Result<TriageEvidence> evidence_of(const Frame& picture,
                                                     const PortraitAnalysis& analysis) const {
        const cv::Mat pixels = mat_view(picture);
        TriageEvidence evidence;
        KINOVAR_TRY_ASSIGN(evidence.blocklist, Blocklist::load());
        evidence.scratched = steps::find_damage(pixels, {}).damaged;
        for (const Face& face : analysis.faces) {
            FaceEvidence& one = evidence.faces.emplace_back();
            KINOVAR_TRY_ASSIGN(one.seen, detector_->second_look(picture, face.mesh));
            one.mouth_hidden = !analysis.monochrome && mouth_hidden(pixels, face.mesh);
            one.glasses = wears_glasses(picture, face.mesh);
        }
        return evidence;
    }

    [[nodiscard]] Result<PortraitAnalysis> analysed(const Frame& picture,
                                                    const std::stop_token& stop) const {
        const cv::Mat pixels = mat_view(picture);
        PortraitAnalysis analysis;
        analysis.width = picture.width();
        analysis.height = picture.height();
        analysis.monochrome = is_monochrome(pixels);
        KINOVAR_TRY_ASSIGN(const auto meshes, all_meshes(picture, stop));
        for (const FaceMesh& mesh : meshes) {
            if (stop.stop_requested()) {
                return failure(ErrorCode::Cancelled, "stopped");
            }
            KINOVAR_TRY_ASSIGN(Face face, face_of(pixels, mesh));
            analysis.faces.push_back(std::move(face));
        }
        std::sort(analysis.faces.begin(), analysis.faces.end(), [](const Face& a, const Face& b) {
            return a.box.x0 + a.box.x1 < b.box.x0 + b.box.x1;
        });
        KINOVAR_TRY_ASSIGN(analysis.matte, traits_.matte(pixels));
        KINOVAR_TRY_ASSIGN(const TriageEvidence evidence, evidence_of(picture, analysis));
        triage(analysis, evidence);
        return analysis;
    }

    std::shared_ptr<const FaceDetector> detector_;
    FaceMesher mesher_;
    FaceTraits traits_;
};

} // namespace

Result<std::shared_ptr<const FaceAnalyser>> FaceAnalyser::installed() {
    static std::mutex mutex;
    static std::shared_ptr<const FaceAnalyser> shared;
    const std::scoped_lock lock(mutex);
    if (!shared) {
        KINOVAR_TRY_ASSIGN(auto detector, FaceDetector::installed());
        KINOVAR_TRY_ASSIGN(auto mesher, FaceMesher::installed());
        KINOVAR_TRY_ASSIGN(auto traits, FaceTraits::installed());
        shared = std::make_shared<const NetworkAnalyser>(std::move(detector), std::move(mesher),
                                                         std::move(traits));
    }
    return shared;
}

} // namespace kinovar::portrait
