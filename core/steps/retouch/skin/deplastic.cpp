#include "core/steps/retouch/skin/deplastic.h"

#include "core/image/cv_bridge.h"
#include "core/steps/kit/per_shot.h"
#include "core/steps/kit/shot_passes.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/shots.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "core/steps/retouch/skin/face_texture.h"
#include "core/steps/retouch/skin/living_face.h"
#include "core/steps/retouch/skin/plastic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr const char* kName = "deplastic";
constexpr std::int64_t kVersion = 1;
/// Skin that is taken for real elsewhere must not measure as smooth at all.
constexpr double kRealEnough = -0.5;
/// … and by that much more real than what is mended: the like of it gives nothing back.
constexpr double kMoreReal = 1;

using retouch::FollowedFace;
using retouch::RealSkin;
using Faces = std::vector<FollowedFace>;

/// What viewers must know where faces were made to blink. Which faces will is known only once the
/// film was looked through, so it is said of all.
std::shared_ptr<const credentials::Credentials>
with_blinks(const std::shared_ptr<const credentials::Credentials>& known) {
    credentials::Credentials made = known ? *known : credentials::Credentials{};
    made.digital_source_type = "compositeWithTrainedAlgorithmicMedia";
    const std::string action = "Faces that stood still were given breath, small movements and "
                               "blinks that were made up.";
    made.action = made.action.empty() ? action : made.action + " " + action;
    made.visible_mark = known && known->visible_mark;
    return std::make_shared<const credentials::Credentials>(std::move(made));
}

class DeplasticClip final : public pipeline::Clip {
public:
    DeplasticClip(DeplasticOptions options, pipeline::ClipPtr input,
                  std::shared_ptr<const portrait::FaceAnalyser> analyser)
        : options_(std::move(options)), input_(std::move(input)), analyser_(std::move(analyser)),
          info_(input_->info()),
          faces_(shots_of(input_), [this](const pipeline::Shot& shot, const pipeline::Pull& pull) {
              return faces_of(shot, pull);
          }) {
        info_.key = step_key(input_->info(), kName, kVersion, options_);
        info_.shots = faces_.shots();
        if (options_.blinks && options_.motion > 0) {
            info_.credentials = with_blinks(info_.credentials);
        }
    }

    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const auto faces, faces_.at(n, pull));
        KINOVAR_TRY_ASSIGN(FramePtr picture, input_->frame(n, pull));
        for (const FollowedFace& one : faces->value) {
            const bool here = n >= one.first && n <= one.last();
            const bool plastic = one.score && *one.score > retouch::kPlasticList;
            if (!here || !(plastic || options_.all)) {
                continue;
            }
            if (pull.stop.stop_requested()) {
                return failure(ErrorCode::Cancelled, "stopped");
            }
            KINOVAR_TRY_ASSIGN(picture, mended(picture, one, n, pull));
        }
        return picture;
    }

    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override {
        return for_each_shot(*faces_.shots(), first, last, job, "faces",
                             [this](const pipeline::Shot& shot, const pipeline::Pull& pull) {
                                 return faces_.at(shot.first, pull).map([](const auto&) {});
                             });
    }

private:
    [[nodiscard]] Result<Faces> faces_of(const pipeline::Shot& shot,
                                         const pipeline::Pull& pull) const {
        Result<Faces> faces = Faces();
        KINOVAR_TRY(guard_cv(fmt::format("{}, frames {} to {}", kName, shot.first, shot.last), [&] {
            faces = retouch::followed_faces(*input_, *analyser_, shot, pull);
        }));
        return faces;
    }

    [[nodiscard]] Result<FramePtr> mended(const FramePtr& picture, const FollowedFace& face,
                                          std::int64_t n, const pipeline::Pull& pull) const {
        Result<FramePtr> result = picture;
        KINOVAR_TRY(guard_cv(fmt::format("{}, frame {}", kName, n), [&] {
            result = textured(picture, face, n, pull);
            if (result && options_.motion > 0 && face.frozen && may_live(face)) {
                const auto& rate = info_.rate;
                result = retouch::enlivened(
                    *result, face, n, static_cast<double>(rate.num) / static_cast<double>(rate.den),
                    {options_.motion, options_.blinks}, pull);
            }
        }));
        return result;
    }

    [[nodiscard]] Result<FramePtr> textured(const FramePtr& picture, const FollowedFace& face,
                                            std::int64_t n, const pipeline::Pull& pull) const {
        KINOVAR_TRY_ASSIGN(const auto real, real_skin(face, n, pull));
        auto mended = std::make_shared<Frame>(*picture);
        cv::Mat pixels = mat_view(*mended);
        cv::Mat origins = cv::Mat::zeros(pixels.size(), CV_8U);
        if (picture->origin() != nullptr) {
            const auto& known = picture->origin()->pixels;
            std::transform(known.begin(), known.end(), origins.begin<std::uint8_t>(),
                           [](Origin origin) { return static_cast<std::uint8_t>(origin); });
        }
        retouch::mend_face(face, n, real ? &*real : nullptr, {options_.texture, options_.soften},
                           pixels, origins);
        OriginPlane plane{picture->width(), picture->height(), {}};
        plane.pixels.reserve(origins.total());
        std::transform(origins.begin<std::uint8_t>(), origins.end<std::uint8_t>(),
                       std::back_inserter(plane.pixels),
                       [](std::uint8_t origin) { return static_cast<Origin>(origin); });
        mended->set_origin(std::make_shared<const OriginPlane>(std::move(plane)));
        return mended;
    }

    /// None: there is none, or none is wanted.
    [[nodiscard]] Result<std::optional<RealSkin>>
    real_skin(const FollowedFace& face, std::int64_t n, const pipeline::Pull& pull) const {
        const bool any = options_.from == "auto";
        if (any || options_.from == "shot") {
            KINOVAR_TRY_ASSIGN(auto found, of_the_shot(face, n, pull));
            if (found) {
                return found;
            }
        }
        if (any || options_.from == "scan") {
            return of_the_scan(face, n, pull);
        }
        return std::nullopt;
    }

    /// Score of skin that is real beside this face's.
    [[nodiscard]] static double most_of_real(const FollowedFace& face) {
        return std::min(kRealEnough, face.score.value_or(0) - kMoreReal);
    }

    [[nodiscard]] Result<std::optional<RealSkin>>
    of_the_shot(const FollowedFace& face, std::int64_t n, const pipeline::Pull& pull) const {
        const double most = most_of_real(face);
        const FollowedFace::Sample* nearest = nullptr;
        for (const FollowedFace::Sample& one : face.samples) {
            const bool nearer =
                nearest == nullptr || std::abs(one.frame - n) < std::abs(nearest->frame - n);
            if (one.score < most && nearer) {
                nearest = &one;
            }
        }
        if (nearest == nullptr) {
            return std::nullopt;
        }
        KINOVAR_TRY_ASSIGN(FramePtr picture, input_->frame(nearest->frame, pull));
        return RealSkin{std::move(picture), face.mesh(nearest->frame), Origin::Neighbour};
    }

    /// A smaller scan has no texture that fine.
    [[nodiscard]] Result<std::optional<RealSkin>>
    of_the_scan(const FollowedFace& face, std::int64_t n, const pipeline::Pull& pull) const {
        const auto& from = info_.faithful ? info_.faithful : info_.scan;
        if (!from || from->info().width != info_.width || from->info().height != info_.height) {
            return std::nullopt;
        }
        KINOVAR_TRY_ASSIGN(FramePtr picture, from->frame(n, pull));
        KINOVAR_TRY_ASSIGN(const auto score, retouch::plastic_score(*picture, face.mesh(n)));
        if (!score || score->score > most_of_real(face)) {
            return std::nullopt;
        }
        return RealSkin{std::move(picture), face.mesh(n), Origin::Scan};
    }

    DeplasticOptions options_;
    pipeline::ClipPtr input_;
    std::shared_ptr<const portrait::FaceAnalyser> analyser_;
    pipeline::ClipInfo info_;
    PerShot<Faces> faces_;
};

Result<pipeline::ClipPtr> apply_deplastic(const DeplasticOptions& options,
                                          pipeline::ClipPtr input) {
    KINOVAR_TRY_ASSIGN(auto analyser, portrait::FaceAnalyser::installed());
    return std::make_shared<DeplasticClip>(options, std::move(input), std::move(analyser));
}

} // namespace

const FieldList<DeplasticOptions>& DeplasticOptions::fields() {
    static const FieldList<DeplasticOptions> list =
        FieldList<DeplasticOptions>()
            .add(&DeplasticOptions::texture,
                 {"texture", "Texture", "How much of the missing skin texture comes back."}, {0, 1})
            .add_choice(&DeplasticOptions::from,
                        {"from", "From",
                         "Where texture comes from: real skin of other frames of the shot, the "
                         "scan, or noise with the measured spectrum of skin."},
                        {"auto", "shot", "scan", "synthetic"})
            .add(&DeplasticOptions::motion,
                 {"motion", "Small motion",
                  "Breath and small movements for faces that stand frozen, without blinks."},
                 {0, 1})
            .add(&DeplasticOptions::blinks,
                 {"blinks", "Blinks",
                  "Such faces blink now and then, too. No camera saw that: the export is labelled "
                  "as made with generative means, whether a face stood frozen or not."})
            .add(&DeplasticOptions::soften,
                 {"soften", "Soften edges", "Takes back edges that a model made too sharp."},
                 {0, 1})
            .add(&DeplasticOptions::all,
                 {"all", "All faces", "Also faces that do not measure as plastic."});
    return list;
}

pipeline::StepType deplastic_step_type() {
    return step_type<DeplasticOptions>(
        {kName, "Plastic faces",
         "Gives faces that a model made too smooth their skin back. It adds texture; it does not "
         "recover real pores unless another frame has them.",
         Origin::Hand},
        &apply_deplastic);
}

} // namespace kinovar::steps
