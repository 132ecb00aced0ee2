#include "core/image/cv_bridge.h"
#include "core/pipeline/recent_frames.h"
#include "core/steps/detect/face_measures.h"
#include "core/steps/detect/proposal.h"
#include "core/steps/measure/shots.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "core/steps/portrait/face/face_mesher.h"
#include "core/steps/retouch/skin/plastic.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace kinovar::detect {

namespace {

using portrait::FaceAnalyser;
using portrait::FaceMesh;

constexpr float kPresent = 0.5F;  // of a mesh
constexpr float kSameFace = 0.3F; // overlap from which two finds are one
constexpr int kLooksBetween = 12; // looks after which new faces are searched for again
constexpr std::size_t kKeptFrames = 4;

/// A face being followed.
struct Following {
    FaceTrack track;
    std::vector<std::vector<float>> descriptors; ///< of each sight
    FaceMesh mesh;
    bool lost = false;
};

class FaceFollower {
public:
    FaceFollower(std::shared_ptr<const FaceAnalyser> analyser, Job& job)
        : analyser_(std::move(analyser)), job_(job) {}

    /// `next`: the frame after (or, at the end of a shot, before) it.
    Status look(const Frame& picture, const Frame& next, std::int64_t n);
    void begin(const pipeline::Shot& shot) {
        end();
        shot_ = shot;
        looks_ = 0;
    }
    std::vector<FaceTrack> tracks() {
        end();
        return std::move(done_);
    }

private:
    void end();
    Status follow(const Frame& picture);
    Status search(const Frame& picture);
    Status measure(Following& one, const Frame& picture, const Frame& next, std::int64_t n);

    std::shared_ptr<const FaceAnalyser> analyser_;
    Job& job_;
    MicroMotion micro_motion_;
    pipeline::Shot shot_;
    int looks_ = 0;
    std::vector<Following> now_;
    std::vector<FaceTrack> done_;
};

Box box_in(const Frame& picture, const FaceMesh& mesh) {
    const portrait::FaceBox box = portrait::box_around(mesh);
    const auto share = [](float value, int of) { return std::clamp<double>(value / of, 0, 1); };
    return {share(box.x0, picture.width()), share(box.y0, picture.height()),
            share(box.x1, picture.width()), share(box.y1, picture.height())};
}

float overlap(const FaceMesh& a, const FaceMesh& b) {
    return portrait::overlap(portrait::box_around(a), portrait::box_around(b));
}

Status FaceFollower::follow(const Frame& picture) {
    for (Following& one : now_) {
        if (!one.lost) {
            KINOVAR_TRY_ASSIGN(const FaceMesh mesh, analyser_->track(picture, one.mesh));
            one.lost = mesh.presence < kPresent;
            one.mesh = one.lost ? one.mesh : mesh;
        }
    }
    return {};
}

/// Looks for faces in the whole picture: new ones begin a track, lost ones go on where they are
/// seen again.
Status FaceFollower::search(const Frame& picture) {
    KINOVAR_TRY_ASSIGN(const auto analysis, analyser_->analyse(picture, job_.stop_token()));
    for (const portrait::Face& face : analysis.faces) {
        const auto known = std::find_if(now_.begin(), now_.end(), [&](const Following& one) {
            return overlap(one.mesh, face.mesh) > kSameFace;
        });
        if (known == now_.end()) {
            Following fresh;
            fresh.track.shot = shot_;
            fresh.mesh = face.mesh;
            now_.push_back(std::move(fresh));
        } else if (known->lost) {
            known->mesh = face.mesh;
            known->lost = false;
        }
    }
    return {};
}

Status FaceFollower::measure(Following& one, const Frame& picture, const Frame& next,
                             std::int64_t n) {
    FaceTrack::Sight sight;
    sight.frame = n;
    sight.box = box_in(picture, one.mesh);
    KINOVAR_TRY_ASSIGN(auto descriptor, analyser_->descriptor(picture, one.mesh));
    KINOVAR_TRY_ASSIGN(const auto plastic, retouch::plastic_score(picture, one.mesh));
    sight.plastic = plastic ? plastic->score : std::numeric_limits<double>::quiet_NaN();
    KINOVAR_TRY(guard_cv(fmt::format("the face in frame {}", n), [&] {
        sight.micro_motion = micro_motion_.between(picture, one.mesh, next);
        sight.asymmetry = asymmetry_of(one.mesh);
    }));
    one.track.sights.push_back(sight);
    one.descriptors.push_back(std::move(descriptor));
    return {};
}

Status FaceFollower::look(const Frame& picture, const Frame& next, std::int64_t n) {
    KINOVAR_TRY(follow(picture));
    const bool any_lost =
        std::any_of(now_.begin(), now_.end(), [](const Following& one) { return one.lost; });
    if (looks_++ % kLooksBetween == 0 || any_lost) {
        KINOVAR_TRY(search(picture));
    }
    for (Following& one : now_) {
        if (!one.lost) {
            KINOVAR_TRY(measure(one, picture, next, n));
        }
    }
    return {};
}

void FaceFollower::end() {
    for (Following& one : now_) {
        if (one.track.sights.empty()) {
            continue;
        }
        const std::vector<float> median = median_descriptor(one.descriptors);
        for (std::size_t i = 0; i < one.descriptors.size(); ++i) {
            one.track.sights[i].distance = 1 - portrait::likeness(one.descriptors[i], median);
        }
        one.track.track = static_cast<int>(done_.size()) + 1;
        done_.push_back(std::move(one.track));
    }
    now_.clear();
}

} // namespace

Result<std::vector<FaceTrack>> follow_faces(const pipeline::ClipPtr& clip, std::int64_t first,
                                            std::int64_t last, int every, Job& job) {
    KINOVAR_TRY_ASSIGN(auto analyser, FaceAnalyser::installed());
    const auto shots = steps::shots_of(clip);
    const auto frames = pipeline::remembered(clip, kKeptFrames);
    FaceFollower follower(std::move(analyser), job);
    job.begin("faces", (last - first) / every + 1);
    const pipeline::Pull pull{job.stop_token()};
    pipeline::Shot shot{first, first - 1};
    for (std::int64_t n = first; n <= last; n += every) {
        KINOVAR_TRY(job.checkpoint());
        if (n > shot.last) {
            KINOVAR_TRY_ASSIGN(shot, shots->shot_of(n, pull));
            follower.begin(shot);
        }
        KINOVAR_TRY_ASSIGN(const FramePtr picture, frames->frame(n, pull));
        const std::int64_t beside = n < shot.last ? n + 1 : std::max(n - 1, shot.first);
        KINOVAR_TRY_ASSIGN(const FramePtr next, frames->frame(beside, pull));
        KINOVAR_TRY(follower.look(*picture, *next, n));
        job.advance();
    }
    return follower.tracks();
}

} // namespace kinovar::detect
