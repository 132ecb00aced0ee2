#include "core/steps/retouch/retouch.h"

#include "core/image/cv_bridge.h"
#include "core/image/resize.h"
#include "core/pipeline/chain.h"
#include "core/pipeline/recent_frames.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/shots.h"
#include "core/steps/retouch/anchor.h"
#include "core/steps/retouch/brush/cover.h"
#include "core/steps/retouch/fill/fill.h"
#include "core/steps/retouch/fix_stack.h"
#include "core/steps/retouch/take_chains.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

namespace kinovar::steps {

namespace {

using retouch::Fix;
using retouch::FixPtr;
using retouch::FixState;
using retouch::Source;

constexpr const char* kName = "retouch";
/// Raised when the same fixes give other pictures.
constexpr std::int64_t kVersion = 1;
/// Neighbours that filling from other frames reads again and again.
constexpr std::size_t kKeptFrames = 12;

/// What fixes take pixels from: the step's input, earlier stages, other takes.
class ChainPictures final : public retouch::Pictures {
public:
    ChainPictures(pipeline::ClipPtr input, pipeline::Surroundings around, retouch::TakeChains takes)
        : input_(pipeline::remembered(std::move(input), kKeptFrames)), around_(std::move(around)),
          takes_(std::move(takes)), shots_(shots_of(input_)) {}

    [[nodiscard]] Result<pipeline::ClipPtr> clip(const Source& source) const override {
        if (source.take != 0) {
            return take(source.take);
        }
        if (source.stage.empty()) {
            return input_;
        }
        const auto stage =
            std::find_if(around_.stages.begin(), around_.stages.end(),
                         [&](const pipeline::Stage& one) { return one.name == source.stage; });
        if (stage == around_.stages.end()) {
            return failure(
                ErrorCode::NotFound,
                fmt::format("there is no stage {} before this step any more", source.stage),
                "put the step back, or choose another source for the fix");
        }
        return fitting(stage->clip, source.stage);
    }

    [[nodiscard]] Result<FramePtr> frame(const Source& source, std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const pipeline::ClipPtr from, clip(source));
        const std::int64_t wanted = n + source.frame;
        if (wanted < 0 || wanted >= from->info().frames) {
            return failure(ErrorCode::NotFound, fmt::format("frame {} is not in the film", wanted),
                           fmt::format("it has frames 0-{}", from->info().frames - 1));
        }
        KINOVAR_TRY_ASSIGN(FramePtr picture, from->frame(wanted, pull));
        const pipeline::ClipInfo& info = input_->info();
        if (picture->width() == info.width && picture->height() == info.height) {
            return picture;
        }
        return resize(*picture, info.width, info.height, ResizeFilter::Lanczos);
    }

    [[nodiscard]] Result<pipeline::Shot> shot_of(std::int64_t n,
                                                 const pipeline::Pull& pull) const override {
        return shots_->shot_of(n, pull);
    }

private:
    [[nodiscard]] Result<pipeline::ClipPtr> take(std::int64_t id) const {
        const auto chain = takes_.find(id);
        if (chain == takes_.end() || !around_.result_of) {
            return failure(ErrorCode::NotFound, fmt::format("take {} is not there any more", id),
                           "choose another take for the fix, or remove it");
        }
        const std::lock_guard lock(mutex_);
        const auto known = made_.find(id);
        if (known != made_.end()) {
            return known->second;
        }
        auto made = around_.result_of(chain->second);
        if (!made) {
            return failure(made.error().within("another take"));
        }
        KINOVAR_TRY_ASSIGN(const auto clip, fitting(*made, "the other take"));
        made_.emplace(id, clip);
        return clip;
    }

    /// Frames must be those of the input.
    [[nodiscard]] Result<pipeline::ClipPtr> fitting(pipeline::ClipPtr clip,
                                                    const std::string& name) const {
        if (clip->info().frames != input_->info().frames) {
            return failure(ErrorCode::NotFound,
                           fmt::format("{} has {} frames, the picture to mend {}", name,
                                       clip->info().frames, input_->info().frames),
                           "take pixels from a stage after the steps that renumber frames");
        }
        return clip;
    }

    pipeline::ClipPtr input_;
    pipeline::Surroundings around_;
    retouch::TakeChains takes_;
    std::shared_ptr<const pipeline::ShotFinder> shots_;
    mutable std::mutex mutex_; // guards made_
    mutable std::map<std::int64_t, pipeline::ClipPtr> made_;
};

/// What fixes are tracked on: no model's inventions, whatever the size.
pipeline::ClipPtr followed(const pipeline::ClipPtr& input) {
    const pipeline::ClipPtr& faithful = input->info().faithful;
    return faithful != nullptr && faithful->info().frames == input->info().frames ? faithful
                                                                                  : input;
}

cv::Size size_of(const pipeline::ClipPtr& clip) {
    return {clip->info().width, clip->info().height};
}

Status check_frames(std::int64_t made_for, std::int64_t frames) {
    if (made_for == 0 || made_for == frames) {
        return {};
    }
    return failure(
        ErrorCode::InvalidArgument,
        fmt::format("the fixes were made for {} frames, but {} come in", made_for, frames),
        "put steps that change the number of frames (speed, interpolate, telecine) "
        "behind retouch");
}

/// All that the pictures depend on besides the fixes.
Hash128 surroundings_key(const RetouchOptions& options, const pipeline::ClipPtr& input,
                         const pipeline::Surroundings& around, const std::vector<FixPtr>& fixes) {
    Hasher hasher;
    hasher.add(kName).add(kVersion).add(input->info().key).add(options.takes);
    hasher.add(retouch::filled_by(fixes));
    for (const pipeline::Stage& stage : around.stages) {
        hasher.add(stage.name).add(stage.clip->info().key);
    }
    return hasher.finish();
}

/// What the fixes say, whether they were given as text or as a file.
std::string text_of(const std::string& file_or_json, const std::vector<FixPtr>& fixes) {
    return file_or_json.front() == '{' ? file_or_json : retouch::fixes_to_json(fixes);
}

std::shared_ptr<const retouch::FixStack> stack_of(const RetouchOptions& options,
                                                  const pipeline::ClipPtr& input,
                                                  const pipeline::Surroundings& around,
                                                  std::vector<FixPtr> fixes,
                                                  retouch::TakeChains takes) {
    const Hash128 key = surroundings_key(options, input, around, fixes);
    return std::make_shared<const retouch::FixStack>(
        std::move(fixes), std::make_shared<const ChainPictures>(input, around, std::move(takes)),
        std::make_shared<const retouch::Tracker>(followed(input), size_of(input)), key);
}

Result<pipeline::ClipPtr> apply_retouch(const RetouchOptions& options, pipeline::ClipPtr input,
                                        const pipeline::Surroundings& around) {
    KINOVAR_TRY_ASSIGN(std::vector<FixPtr> fixes, retouch::read_fixes(options.fixes));
    if (fixes.empty()) {
        return input;
    }
    KINOVAR_TRY(check_frames(options.frames, input->info().frames));
    KINOVAR_TRY_ASSIGN(auto takes, retouch::take_chains_from_json(options.takes));
    pipeline::ClipInfo info =
        mended_info(input, Hasher()
                               .add(surroundings_key(options, input, around, fixes))
                               .add(text_of(options.fixes, fixes))
                               .finish());
    auto stack = stack_of(options, input, around, std::move(fixes), std::move(takes));
    return picture_clip(
        std::move(input), std::move(info), kName,
        [stack](const FramePtr& picture, std::int64_t n, const pipeline::Pull& pull) {
            return stack->render(picture, n, pull);
        });
}

FixConfidence confidence_of(const FixState& state, std::int64_t frame) {
    return {frame, state.confidence, state.drawn(), state.text};
}

} // namespace

const FieldList<RetouchOptions>& RetouchOptions::fields() {
    static const FieldList<RetouchOptions> list =
        FieldList<RetouchOptions>()
            .add(&RetouchOptions::fixes,
                 {"fixes", "Fixes", "A file of fixes; those of a project are added by themselves."})
            .add(&RetouchOptions::takes,
                 {"takes", "Other takes",
                  "Chains of takes that fixes take pixels from; projects fill it in."})
            .add(&RetouchOptions::frames,
                 {"frames", "Frames", "Frames of the reel that the fixes were made for; 0: any."},
                 {0, static_cast<double>(retouch::kLastOfAnyFilm)});
    return list;
}

pipeline::StepType retouch_step_type() {
    return step_type<RetouchOptions>(
        {kName, "Repair by hand",
         "Lays the fixes that were made by hand upon the pictures. Without any it changes "
         "nothing.",
         Origin::Hand},
        &apply_retouch);
}

Result<std::vector<FixConfidence>> fix_confidence(const RetouchOptions& options,
                                                  const pipeline::ClipPtr& input,
                                                  const pipeline::Surroundings& around,
                                                  std::int64_t id, std::int64_t first,
                                                  std::int64_t last, Job& job) {
    KINOVAR_TRY_ASSIGN(const std::vector<FixPtr> fixes, retouch::read_fixes(options.fixes));
    const auto wanted =
        std::find_if(fixes.begin(), fixes.end(), [&](const FixPtr& fix) { return fix->id == id; });
    if (wanted == fixes.end()) {
        return failure(ErrorCode::NotFound, fmt::format("there is no fix {}", id));
    }
    KINOVAR_TRY_ASSIGN(auto takes, retouch::take_chains_from_json(options.takes));
    const auto stack = stack_of(options, input, around, {*wanted}, std::move(takes));
    const Fix& fix = **wanted;
    const std::int64_t begin = std::max(first, fix.first);
    const std::int64_t end = std::min({last, fix.last, input->info().frames - 1});
    job.begin("fix", end - begin + 1);
    std::vector<FixConfidence> strip;
    for (std::int64_t n = begin; n <= end; ++n) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(const FixState state,
                           stack->state_of(fix, n, pipeline::Pull{job.stop_token()}));
        strip.push_back(confidence_of(state, n));
        job.advance();
    }
    return strip;
}

Result<FixPlace> fix_place(const Fix& fix, const pipeline::ClipPtr& input, std::int64_t frame,
                           const pipeline::Pull& pull) {
    const cv::Size size = size_of(input);
    const retouch::Tracker tracker(followed(input), size);
    KINOVAR_TRY_ASSIGN(const retouch::Placement place, tracker.at(fix, frame, pull));
    const double width = size.width;
    const double height = size.height;
    const cv::Matx23d& to = place.to_now;
    FixPlace shares;
    shares.to_now = {to(0, 0),         to(0, 1) * height / width,
                     to(0, 2) / width, to(1, 0) * width / height,
                     to(1, 1),         to(1, 2) / height};
    shares.confidence = place.confidence;
    shares.lost = place.lost;
    return shares;
}

std::array<double, 4> fix_box(const Fix& fix) {
    const cv::Rect2d box = retouch::box_of(fix.area);
    if (fix.area.inverted || box.empty()) {
        return {0, 0, 1, 1};
    }
    return {box.x, box.y, box.x + box.width, box.y + box.height};
}

Result<retouch::Anchor> fix_anchor(const Fix& fix, const Frame& picture) {
    retouch::Anchor anchor;
    KINOVAR_TRY(
        guard_cv("retouch", [&] { anchor = retouch::anchor_of(mat_view(picture), fix.area); }));
    return anchor;
}

} // namespace kinovar::steps
