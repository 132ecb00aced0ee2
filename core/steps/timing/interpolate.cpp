#include "core/steps/timing/interpolate.h"

#include "core/steps/kit/step_kit.h"
#include "core/steps/timing/frame_rate_text.h"
#include "core/steps/timing/retimed_clip.h"

#include <fmt/format.h>

#include <cmath>

namespace kinovar::steps {

namespace {

using pipeline::ClipPtr;

constexpr std::int64_t kVersion = 1;
constexpr int kMostFactor = 8;

Moment moment_between(std::int64_t n, int factor, std::int64_t frames) {
    const std::int64_t frame = n / factor;
    // Behind the last frame there is nothing to go to: it stands.
    const bool last = frame + 1 == frames;
    return {frame, last ? 0 : static_cast<double>(n % factor) / factor};
}

Retiming by_factor(const pipeline::ClipInfo& info, int factor) {
    Retiming retiming;
    retiming.rate = Rational{info.rate.num * factor, info.rate.den}.reduced();
    const std::int64_t frames = info.frames * factor;
    for (std::int64_t n = 0; n < frames; ++n) {
        retiming.moments.push_back(moment_between(n, factor, info.frames));
    }
    retiming.timeline = multiplied_timeline(info, factor);
    return retiming;
}

Retiming by_rate(const FilmTimes& times, Rational rate) {
    Retiming retiming;
    retiming.rate = rate;
    const std::int64_t frames =
        std::max<std::int64_t>(1, std::llround(times.length() * rate.value()));
    for (std::int64_t n = 0; n < frames; ++n) {
        retiming.moments.push_back(
            times.at(static_cast<double>(n * rate.den) / static_cast<double>(rate.num)));
    }
    retiming.timeline = even_timeline(frames, rate, times.first_tick(), times.base());
    return retiming;
}

Result<ClipPtr> apply(const InterpolateOptions& options, ClipPtr input) {
    const pipeline::ClipInfo& info = input->info();
    if (info.frames < 2) {
        return failure(ErrorCode::InvalidArgument,
                       "a single picture has nothing in between to make",
                       "leave interpolate out for stills");
    }
    Retiming retiming;
    if (options.fps.empty()) {
        retiming = by_factor(info, options.factor);
    } else {
        KINOVAR_TRY_ASSIGN(const Rational rate, rate_from_text("fps", options.fps));
        if (rate.value() < info.rate.value()) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("fps={} is below the film's own rate, {:.3f}", options.fps,
                                       info.rate.value()),
                           "the step only makes frames; telecine takes repeated ones out");
        }
        retiming = by_rate(FilmTimes(info), rate);
    }
    KINOVAR_TRY_ASSIGN(auto network, InBetween::load(options.model));
    const Hash128 key = Hasher()
                            .add(step_key(info, "interpolate", kVersion, options))
                            .add(network->model().fingerprint)
                            .finish();
    return retimed_clip(input, key, std::move(retiming), Between::Model, std::move(network));
}

} // namespace

const FieldList<InterpolateOptions>& InterpolateOptions::fields() {
    static const FieldList<InterpolateOptions> list =
        FieldList<InterpolateOptions>()
            .add(&InterpolateOptions::factor,
                 {"factor", "Factor", "How many frames are made of one; without a rate.", "×"},
                 {2, kMostFactor})
            .add(&InterpolateOptions::fps,
                 {"fps", "Frame rate",
                  "Wanted rate, such as 50 or 24000/1001; empty: by the factor.", "fps"})
            .add(&InterpolateOptions::model,
                 {"model", "Model", "Catalogue id (kinovar-cli models list) or a model file."});
    return list;
}

pipeline::StepType interpolate_step_type() {
    return step_type(
        {.name = "interpolate",
         .title = "More frames a second",
         .help = "Makes frames in between with a neural model, for smoother motion. The running "
                 "time, the sound and all real frames stay; put a cuts step before it, so that "
                 "nothing is made between two shots.",
         .origin = Origin::Model},
        &apply);
}

} // namespace kinovar::steps
