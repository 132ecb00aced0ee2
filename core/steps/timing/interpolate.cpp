#include "core/steps/timing/interpolate.h"

#include "core/steps/kit/step_kit.h"
#include "core/steps/timing/frame_rate_text.h"
#include "core/steps/timing/retimed_clip.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

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

/// Starts of an uneven film with `factor` − 1 new ones after each, in a base as fine as needed.
std::shared_ptr<const pipeline::Timeline> divided(const pipeline::Timeline& uneven, int factor,
                                                  std::int64_t average) {
    auto timeline = std::make_shared<pipeline::Timeline>();
    const std::int64_t finest = std::numeric_limits<std::int32_t>::max();
    const bool fits = uneven.base.den <= finest / factor;
    const std::int64_t scale = fits ? factor : 1;
    timeline->base = {uneven.base.num, uneven.base.den * scale};
    const std::size_t count = uneven.starts.size();
    const std::int64_t last = uneven.last_duration > 0 ? uneven.last_duration : average;
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t length =
            i + 1 < count ? uneven.starts[i + 1] - uneven.starts[i] : last;
        for (int k = 0; k < factor; ++k) {
            timeline->starts.push_back(uneven.starts[i] * scale + length * scale * k / factor);
        }
    }
    timeline->last_duration = last * scale - last * scale * (factor - 1) / factor;
    return timeline;
}

Retiming by_factor(const pipeline::ClipInfo& info, const FilmTimes& times, int factor) {
    Retiming retiming;
    retiming.rate = Rational{info.rate.num * factor, info.rate.den}.reduced();
    const std::int64_t frames = info.frames * factor;
    for (std::int64_t n = 0; n < frames; ++n) {
        retiming.moments.push_back(moment_between(n, factor, info.frames));
    }
    if (times.even()) {
        retiming.timeline =
            even_timeline(frames, retiming.rate, times.first_tick(), times.base());
    } else {
        const std::int64_t average =
            std::max<std::int64_t>(1, std::llround(1 / (info.rate.value() * times.base().value())));
        retiming.timeline = divided(*info.timeline, factor, average);
    }
    return retiming;
}

Retiming by_rate(const FilmTimes& times, Rational rate) {
    Retiming retiming;
    retiming.rate = rate;
    const std::int64_t frames =
        std::max<std::int64_t>(1, std::llround(times.length() * rate.value()));
    for (std::int64_t n = 0; n < frames; ++n) {
        retiming.moments.push_back(times.at(static_cast<double>(n * rate.den) /
                                            static_cast<double>(rate.num)));
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
    const FilmTimes times(info);
    Retiming retiming;
    if (options.fps.empty()) {
        retiming = by_factor(info, times, options.factor);
    } else {
        KINOVAR_TRY_ASSIGN(const Rational rate, rate_from_text("fps", options.fps));
        if (rate.value() < info.rate.value()) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("fps={} is below the film's own rate, {:.3f}", options.fps,
                                       info.rate.value()),
                           "the step only makes frames; telecine takes repeated ones out");
        }
        retiming = by_rate(times, rate);
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
