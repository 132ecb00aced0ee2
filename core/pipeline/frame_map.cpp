#include "core/pipeline/frame_map.h"

#include <algorithm>

namespace kinovar::pipeline {

namespace {

/// Of a frame of the result: rounding in two time bases must not push it over a cut.
constexpr double kSlackFrames = 0.25;

} // namespace

FrameMap::FrameMap(const ClipInfo& source, const ClipInfo& result)
    : source_(source.frames), result_(result.frames) {
    if (source.timeline && result.timeline && source_ != result_ &&
        source.timeline->starts.size() == static_cast<std::size_t>(source_) &&
        result.timeline->starts.size() == static_cast<std::size_t>(result_)) {
        match_times(source, result);
    }
}

std::int64_t FrameMap::source_frame(std::int64_t n) const {
    if (source_ == result_) {
        return n;
    }
    return frames_.empty() ? n * source_ / result_ : frames_[static_cast<std::size_t>(n)];
}

std::int64_t FrameMap::first_of(std::int64_t source_frame) const {
    std::int64_t low = 0;
    std::int64_t high = result_;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (this->source_frame(middle) < source_frame) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void FrameMap::match_times(const ClipInfo& source, const ClipInfo& result) {
    const std::vector<std::int64_t>& from = source.timeline->starts;
    const std::vector<std::int64_t>& to = result.timeline->starts;
    const double from_tick = source.timeline->base.value() * source.pace;
    const double to_tick = result.timeline->base.value() * result.pace;
    const double slack = result.rate.known() ? kSlackFrames * result.pace / result.rate.value() : 0;
    std::size_t at = 0;
    frames_.reserve(to.size());
    for (const std::int64_t start : to) {
        const double time = static_cast<double>(start - to.front()) * to_tick + slack;
        while (at + 1 < from.size() &&
               static_cast<double>(from[at + 1] - from.front()) * from_tick <= time) {
            ++at;
        }
        frames_.push_back(static_cast<std::int64_t>(at));
    }
}

} // namespace kinovar::pipeline
