#pragma once

// Private to core/steps/portrait/animate.

#include "core/image/frame.h"
#include "core/steps/portrait/animate/local_operator.h"

#include <memory>

namespace kinovar::portrait {

/// A still told apart into picture and grain within a part of it: the picture moves, the grain
/// stays. Grain is what an adaptive Wiener filter takes away (J. S. Lim, "Two-dimensional signal
/// and image processing", 1990): everything fine where the still is as smooth as its smoothest
/// parts, hardly anything where it is textured.
struct GrainSplit {
    FramePtr clean;     ///< size of the still; the still itself where there is no grain to speak of
    float strength = 0; ///< standard deviation of the grain, encoded range; 0: none
};

[[nodiscard]] GrainSplit split_grain(const FramePtr& still, const PixelRect& part);

/// Grain that was not there before, for what is made up: a fixed pattern, standard deviation 1.
[[nodiscard]] float made_up_grain(int x, int y);

} // namespace kinovar::portrait
