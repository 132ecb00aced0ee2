#include "core/steps/enhance/relight.h"

#include "core/base/log.h"
#include "core/image/cv_bridge.h"
#include "core/nn/credit.h"
#include "core/steps/enhance/relight_picture.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/shots.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace kinovar::steps {

namespace {

using pipeline::ClipInfo;
using pipeline::ClipPtr;
using pipeline::Pull;
using pipeline::Shot;

constexpr std::int64_t kVersion = 1;
constexpr std::size_t kKeptPlans = 8;

bool is_neutral(const RelightOptions& options) {
    return options.highlights == 0 && options.shadows == 0 && options.faces == 0 &&
           options.fade == 0 && options.black == 0 && options.white == 0;
}

class RelitClip final : public pipeline::Clip {
public:
    RelitClip(ClipPtr input, const RelightOptions& options,
              const std::shared_ptr<const portrait::FaceDetector>& detector)
        : input_(std::move(input)), options_(options), info_(input_->info()),
          shots_(shots_of(input_)),
          plans_(kKeptPlans, [](const RelightPlan& /*plan*/) { return 1; }) {
        Hasher key;
        key.add(step_key(info_, "relight", kVersion, options));
        if (detector) {
            faces_.emplace(seen_by_detector(), detector);
            key.add(detector->model().fingerprint);
            pipeline::Credit credit{nn::credit_line(detector->model()),
                                    detector->model().licence.commercial};
            if (std::find(info_.credits.begin(), info_.credits.end(), credit) ==
                info_.credits.end()) {
                info_.credits.push_back(std::move(credit));
            }
        }
        info_.key = key.finish();
    }

    [[nodiscard]] const ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const Shot shot, shots_->shot_of(n, pull));
        KINOVAR_TRY_ASSIGN(const auto plan, plan_of(shot, pull, {}));
        std::vector<WeightedFace> faces;
        if (faces_) {
            KINOVAR_TRY_ASSIGN(faces, faces_->faces(shot, n, pull));
        }
        KINOVAR_TRY_ASSIGN(const FramePtr picture, input_->frame(n, pull));
        if (pull.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        FramePtr result;
        KINOVAR_TRY(guard_cv(fmt::format("relight, frame {}", n),
                             [&] { result = relit(picture, *plan, faces); }));
        return result;
    }

    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override {
        const Pull pull{job.stop_token()};
        job.begin("relight: measuring the light", 0);
        for (std::int64_t n = first; n <= last;) {
            KINOVAR_TRY(job.checkpoint());
            KINOVAR_TRY_ASSIGN(const Shot shot, shots_->shot_of(n, pull));
            const auto plan = plan_of(shot, pull, [&job] { job.advance(); });
            if (!plan) {
                return failure(plan.error());
            }
            if (faces_) {
                for (; n <= std::min(last, shot.last); ++n) {
                    KINOVAR_TRY(job.checkpoint());
                    const auto faces = faces_->faces(shot, n, pull);
                    if (!faces) {
                        return failure(faces.error());
                    }
                }
            }
            n = shot.last + 1;
        }
        return {};
    }

private:
    /// Faces are in the scan as well, where the steps between need not be done for the few frames
    /// that are searched; unless these changed what part of the film is seen.
    [[nodiscard]] ClipPtr seen_by_detector() const {
        const ClipPtr& scan = input_->info().scan;
        const bool same = scan && scan->info().width == input_->info().width &&
                          scan->info().height == input_->info().height;
        return same ? scan : input_;
    }

    using PlanPtr = std::shared_ptr<const RelightPlan>;

    [[nodiscard]] Result<PlanPtr> plan_of(const Shot& shot, const Pull& pull,
                                          const std::function<void()>& progress) const {
        return plans_.get(shot.first, [&]() -> Result<PlanPtr> {
            KINOVAR_TRY_ASSIGN(const ShotLight light, measure_light(*input_, shot, pull, progress));
            return std::make_shared<const RelightPlan>(
                plan_relight(options_, light, info_.monochrome));
        });
    }

    ClipPtr input_;
    RelightOptions options_;
    ClipInfo info_;
    std::shared_ptr<const pipeline::ShotFinder> shots_;
    std::optional<FaceTrack> faces_;
    mutable BudgetCache<std::int64_t, RelightPlan> plans_; // by the shot's first frame
};

/// Null where the network is not installed: faces are then not treated apart.
Result<std::shared_ptr<const portrait::FaceDetector>> detector_if_installed() {
    auto detector = portrait::FaceDetector::installed();
    if (!detector && detector.error().code == ErrorCode::MissingModel) {
        log(LogLevel::Info,
            fmt::format("faces are not looked for: {}", detector.error().one_line()));
        return nullptr;
    }
    return detector;
}

Result<ClipPtr> apply(const RelightOptions& options, ClipPtr input) {
    if (is_neutral(options)) {
        return input;
    }
    std::shared_ptr<const portrait::FaceDetector> detector;
    if (options.faces > 0) {
        KINOVAR_TRY_ASSIGN(detector, detector_if_installed());
    }
    return std::make_shared<RelitClip>(std::move(input), options, detector);
}

} // namespace

const FieldList<RelightOptions>& RelightOptions::fields() {
    static const FieldList<RelightOptions> list =
        FieldList<RelightOptions>()
            .add(&RelightOptions::highlights,
                 {"highlights", "Highlights",
                  "How much bright parts are held back; their texture stays. 0: off."},
                 {0, 1})
            .add(&RelightOptions::shadows,
                 {"shadows", "Shadows",
                  "How much dark parts are opened; the more grain they have, the less. 0: off."},
                 {0, 1})
            .add(&RelightOptions::faces,
                 {"faces", "Faces",
                  "How much faces that are too bright are held back; needs the model "
                  "human-blazeface-back. 0: off."},
                 {0, 1})
            .add(&RelightOptions::fade,
                 {"fade", "Faded colour",
                  "How much of a colour cast and of uneven fading is taken back; black-and-white "
                  "film is left alone. 0: off."},
                 {0, 1})
            .add(&RelightOptions::black,
                 {"black", "Black point",
                  "How far the darkest tones of each shot go towards black. 0: off."},
                 {0, 1})
            .add(&RelightOptions::white,
                 {"white", "White point",
                  "How far the brightest tones of each shot go towards white. 0: off."},
                 {0, 1});
    return list;
}

pipeline::StepType relight_step_type() {
    return step_type<RelightOptions>(
        {.name = "relight",
         .title = "Light and colour",
         .help = "Takes glare off bright faces, opens shadows, and puts faded colour, black and "
                 "white right, measured per shot and steady over it. Not for scenes whose strange "
                 "light is meant: candles, sunsets, coloured lamps."},
        apply);
}

} // namespace kinovar::steps
