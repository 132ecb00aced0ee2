#include "core/preview/picture_service.h"

#include <algorithm>
#include <cmath>

namespace kinovar::preview {

namespace {

/// Fraction of a frame by which a time may miss the frame's start through rounding.
constexpr double kSlack = 1e-3;

bool has_times(const pipeline::ClipInfo& info) {
    return info.timeline && static_cast<std::int64_t>(info.timeline->starts.size()) == info.frames;
}

double frame_length(const pipeline::ClipInfo& info) {
    return info.rate.known() ? 1 / info.rate.value() : 1;
}

} // namespace

double start_seconds(const pipeline::ClipInfo& info, std::int64_t n) {
    if (!has_times(info)) {
        return static_cast<double>(n) * frame_length(info);
    }
    const pipeline::Timeline& timeline = *info.timeline;
    const std::int64_t tick = n < info.frames ? timeline.starts[static_cast<std::size_t>(n)]
                                              : timeline.starts.back() + timeline.last_duration;
    return static_cast<double>(tick - timeline.starts.front()) * timeline.base.value();
}

namespace {

/// The last frame that starts at or before `seconds`.
std::int64_t frame_at(const pipeline::ClipInfo& info, double seconds) {
    const double late = seconds + kSlack * frame_length(info);
    if (!has_times(info)) {
        return static_cast<std::int64_t>(std::floor(late / frame_length(info)));
    }
    const pipeline::Timeline& timeline = *info.timeline;
    const double tick = late / timeline.base.value() + static_cast<double>(timeline.starts.front());
    const auto after =
        std::upper_bound(timeline.starts.begin(), timeline.starts.end(), tick,
                         [](double a, std::int64_t b) { return a < static_cast<double>(b); });
    return after - timeline.starts.begin() - 1;
}

bool same_times(const pipeline::ClipInfo& a, const pipeline::ClipInfo& b) {
    return a.frames == b.frames && a.pace == b.pace && a.timeline == b.timeline &&
           (a.timeline || a.rate == b.rate);
}

} // namespace

std::int64_t frame_at_seconds(const pipeline::ClipInfo& info, double seconds) {
    return std::clamp<std::int64_t>(frame_at(info, seconds), 0,
                                    std::max<std::int64_t>(info.frames - 1, 0));
}

std::int64_t frame_at_same_time(const pipeline::ClipInfo& from, std::int64_t n, double fraction,
                                const pipeline::ClipInfo& to) {
    if (to.frames <= 0 || from.frames <= 0) {
        return 0;
    }
    const std::int64_t last = to.frames - 1;
    if (same_times(from, to)) {
        return std::clamp<std::int64_t>(n, 0, last);
    }
    const std::int64_t frame = std::clamp<std::int64_t>(n, 0, from.frames - 1);
    const double begin = start_seconds(from, frame);
    const double shown = std::clamp(fraction, 0.0, 1.0) * (start_seconds(from, frame + 1) - begin);
    const double of_source = (begin + shown) * from.pace;
    return std::clamp<std::int64_t>(frame_at(to, of_source / to.pace), 0, last);
}

} // namespace kinovar::preview
