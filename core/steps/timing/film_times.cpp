#include "core/steps/timing/film_times.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kinovar::steps {

namespace {

/// Positions are multiples of exact rates, computed in double.
constexpr double kFrameRounding = 1e-6;
/// Finest base that media files take: ticks a second in 32 bits.
constexpr std::int64_t kFinest = 2'147'483'647;
/// Of a base that cannot hold the first start exactly: about microseconds.
constexpr std::int64_t kFineEnough = 2'000'000;

bool is_even(const pipeline::Timeline& timeline, Rational rate) {
    const double ticks = 1 / (rate.value() * timeline.base.value());
    const std::int64_t first = timeline.starts.front();
    std::int64_t n = 0;
    return std::all_of(timeline.starts.begin(), timeline.starts.end(), [&](std::int64_t start) {
        const double off = static_cast<double>(start - first) - ticks * static_cast<double>(n++);
        return std::abs(off) <= 1 + kFrameRounding;
    });
}

} // namespace

FilmTimes::FilmTimes(const pipeline::ClipInfo& info) : frames_(info.frames), rate_(info.rate) {
    if (!info.timeline || info.timeline->starts.empty()) {
        base_ = info.rate.inverse();
        return;
    }
    base_ = info.timeline->base;
    first_tick_ = info.timeline->starts.front();
    even_ = info.rate.known() && is_even(*info.timeline, info.rate);
    if (!even_) {
        timeline_ = info.timeline;
        rounding_ = base_.value() / 2;
    }
}

double FilmTimes::start(std::int64_t frame) const {
    if (!timeline_) {
        return static_cast<double>(frame) * static_cast<double>(rate_.den) /
               static_cast<double>(rate_.num);
    }
    return static_cast<double>(timeline_->starts[static_cast<std::size_t>(frame)] - first_tick_) *
           base_.value();
}

double FilmTimes::length() const {
    if (!timeline_) {
        return start(frames_);
    }
    const double last = timeline_->last_duration > 0
                            ? static_cast<double>(timeline_->last_duration) * base_.value()
                            : 1 / rate_.value();
    return start(frames_ - 1) + last;
}

std::int64_t FilmTimes::frame_at(double seconds) const {
    std::int64_t frame = 0;
    if (!timeline_) {
        frame = static_cast<std::int64_t>(
            std::floor(seconds * static_cast<double>(rate_.num) / static_cast<double>(rate_.den)));
    } else {
        const auto& starts = timeline_->starts;
        const double tick = seconds / base_.value() + static_cast<double>(first_tick_);
        const auto after =
            std::upper_bound(starts.begin(), starts.end(), tick,
                             [](double a, std::int64_t b) { return a < static_cast<double>(b); });
        frame = after - starts.begin() - 1;
    }
    return std::clamp<std::int64_t>(frame, 0, frames_ - 1);
}

Moment FilmTimes::at(double seconds) const {
    const std::int64_t frame = frame_at(seconds);
    if (frame + 1 >= frames_) {
        return {frame, 0};
    }
    const double begin = start(frame);
    const double step = start(frame + 1) - begin;
    const double slack = rounding_ + kFrameRounding * step;
    const double into = seconds - begin;
    if (into <= slack) {
        return {frame, 0};
    }
    if (step - into <= slack) {
        return {frame + 1, 0};
    }
    return {frame, into / step};
}

std::shared_ptr<const pipeline::Timeline>
even_timeline(std::int64_t frames, Rational rate, std::int64_t first_tick, Rational first_base) {
    auto timeline = std::make_shared<pipeline::Timeline>();
    const Rational frame = rate.reduced().inverse();
    const Rational offset = Rational{first_tick * first_base.num, first_base.den}.reduced();
    const std::int64_t common = frame.den / std::gcd(frame.den, offset.den) * offset.den;
    const bool exact = common <= kFinest;
    // A base that is too fine: the frames' own lengths stay exact, the first start is rounded.
    const std::int64_t fine =
        exact ? common : frame.den * std::max<std::int64_t>(1, kFineEnough / frame.den);
    const std::int64_t step = fine / frame.den * frame.num;
    const std::int64_t first = exact ? offset.num * (fine / offset.den)
                                     : std::llround(offset.value() * static_cast<double>(fine));
    timeline->base = {1, fine};
    timeline->starts.resize(static_cast<std::size_t>(frames));
    for (std::int64_t n = 0; n < frames; ++n) {
        timeline->starts[static_cast<std::size_t>(n)] = first + n * step;
    }
    timeline->last_duration = step;
    return timeline;
}

std::shared_ptr<const pipeline::Timeline> multiplied_timeline(const pipeline::ClipInfo& info,
                                                              int factor) {
    const FilmTimes times(info);
    if (times.even()) {
        return even_timeline(info.frames * factor,
                             Rational{info.rate.num * factor, info.rate.den}.reduced(),
                             times.first_tick(), times.base());
    }
    const pipeline::Timeline& uneven = *info.timeline;
    auto timeline = std::make_shared<pipeline::Timeline>();
    const std::int64_t scale = uneven.base.den <= kFinest / factor ? factor : 1;
    timeline->base = {uneven.base.num, uneven.base.den * scale};
    const std::int64_t average =
        std::max<std::int64_t>(1, std::llround(1 / (info.rate.value() * uneven.base.value())));
    const std::int64_t last = uneven.last_duration > 0 ? uneven.last_duration : average;
    const std::size_t count = uneven.starts.size();
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t length = i + 1 < count ? uneven.starts[i + 1] - uneven.starts[i] : last;
        for (int k = 0; k < factor; ++k) {
            timeline->starts.push_back(uneven.starts[i] * scale + length * scale * k / factor);
        }
    }
    timeline->last_duration = last * scale - last * scale * (factor - 1) / factor;
    return timeline;
}

} // namespace kinovar::steps
