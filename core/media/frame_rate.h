#pragma once

// Private to core/media.

#include "core/base/rational.h"

#include <cstdint>
#include <span>

namespace kinovar::media {

struct FrameRate {
    Rational rate; ///< 0/1: not to be told from one frame
    bool variable = false;
};

/// The rate of frames that start at `times` (ascending, in `time_base`). It is constant when every
/// frame starts within one tick of where an even rate puts it: formats round times to whole ticks.
/// The first of `candidates` (what the file says of itself) that fits is taken, as the common
/// rate that it rounds; then any common rate, then the average. A variable rate is told as its
/// average.
[[nodiscard]] FrameRate frame_rate_of(std::span<const std::int64_t> times, Rational time_base,
                                      std::span<const Rational> candidates);

} // namespace kinovar::media
