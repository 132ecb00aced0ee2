#include "core/steps/timing/speed.h"

#include "core/steps/kit/step_kit.h"
#include "core/steps/timing/frame_rate_text.h"
#include "core/steps/timing/retimed_clip.h"

#include <fmt/format.h>

#include <cmath>

namespace kinovar::steps {

namespace {

using pipeline::ClipInfo;
using pipeline::ClipPtr;

constexpr std::int64_t kVersion = 1;
constexpr const char* kOwnRate = "0";
/// A start that had to be moved with the pace: MP4 tells it in milliseconds.
constexpr Rational kStartBase{1, 1000};

/// The clip as it runs at the camera's rate.
ClipInfo paced(const ClipInfo& info, Rational from) {
    ClipInfo result = info;
    const FilmTimes stored(info);
    const double length = static_cast<double>(info.frames) * static_cast<double>(from.den) /
                          static_cast<double>(from.num);
    const double pace = stored.length() / length;
    result.pace *= pace;
    result.rate = from;
    const double first = static_cast<double>(stored.first_tick()) * stored.base().value() / pace;
    result.timeline =
        even_timeline(info.frames, from, std::llround(first / kStartBase.value()), kStartBase);
    return result;
}

Retiming retiming_of(const ClipInfo& paced_info, Rational to, bool whole) {
    const FilmTimes times(paced_info);
    Retiming retiming;
    retiming.rate = to;
    const std::int64_t frames =
        std::max<std::int64_t>(1, std::llround(times.length() * to.value()));
    for (std::int64_t n = 0; n < frames; ++n) {
        Moment moment = times.at(static_cast<double>(n * to.den) / static_cast<double>(to.num));
        if (whole) {
            moment.part = 0;
        }
        retiming.moments.push_back(moment);
    }
    retiming.timeline = even_timeline(frames, to, times.first_tick(), times.base());
    return retiming;
}

/// Gives a clip the pace that a retiming made of it.
class PacedClip final : public pipeline::Clip {
public:
    PacedClip(ClipPtr clip, double pace) : clip_(std::move(clip)), info_(clip_->info()) {
        info_.pace = pace;
    }
    [[nodiscard]] const ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        return clip_->frame(n, pull);
    }

private:
    ClipPtr clip_;
    ClipInfo info_;
};

Result<Rational> camera_rate(const SpeedOptions& options, const ClipInfo& info) {
    if (options.from.empty() || options.from == kOwnRate) {
        return info.rate;
    }
    return rate_from_text("from", options.from);
}

Result<ClipPtr> apply(const SpeedOptions& options, ClipPtr input) {
    const ClipInfo& info = input->info();
    if (info.frames < 2) {
        return failure(ErrorCode::InvalidArgument, "a single picture has no speed",
                       "leave speed out for stills");
    }
    KINOVAR_TRY_ASSIGN(const Rational to, rate_from_text("to", options.to));
    KINOVAR_TRY_ASSIGN(const Rational from, camera_rate(options, info));
    if (to.value() < from.value()) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("to={} is below from={:.5g}: frames would be lost", options.to,
                                   from.value()),
                       "give the camera's rate as from, or take repeated frames out with telecine");
    }
    const bool own = from == info.rate;
    const ClipInfo timed = own ? info : paced(info, from);
    const Between between = options.method == "repeat"  ? Between::Repeat
                            : options.method == "blend" ? Between::Blend
                                                        : Between::Model;
    Hasher hasher;
    hasher.add(step_key(info, "speed", kVersion, options));
    std::shared_ptr<const InBetween> network;
    if (between == Between::Model) {
        KINOVAR_TRY_ASSIGN(network, InBetween::load(options.model));
        hasher.add(network->model().fingerprint);
    }
    const ClipPtr clip =
        retimed_clip(input, hasher.finish(), retiming_of(timed, to, between == Between::Repeat),
                     between, std::move(network));
    return own ? clip : std::make_shared<PacedClip>(clip, timed.pace);
}

} // namespace

const FieldList<SpeedOptions>& SpeedOptions::fields() {
    static const FieldList<SpeedOptions> list =
        FieldList<SpeedOptions>()
            .add(&SpeedOptions::from,
                 {"from", "Camera rate",
                  "Rate the film was taken at, such as 16 or 18; 0: the file's own. Another one "
                  "than the file's changes the running time.",
                  "fps"})
            .add(&SpeedOptions::to,
                 {"to", "Frame rate", "Rate of the result, such as 24 or 25.", "fps"})
            .add_choice(&SpeedOptions::method,
                        {"method", "Method",
                         "repeat shows real frames only, in an even pattern; blend mixes "
                         "neighbours; interpolate makes frames in between with a model."},
                        {"repeat", "blend", "interpolate"})
            .add(&SpeedOptions::model,
                 {"model", "Model", "For interpolate: catalogue id or a model file."});
    return list;
}

pipeline::StepType speed_step_type() {
    return step_type({.name = "speed",
                      .title = "True speed",
                      .help = "Shows a film of 12 to 18 frames a second at its true speed on an "
                              "even time line of 24, 25 or more. Where the running time changes, "
                              "sound is stretched with its pitch kept."},
                     &apply);
}

} // namespace kinovar::steps
