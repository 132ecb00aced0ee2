#pragma once

// Private to core/steps/portrait/animate.

#include "core/image/frame.h"
#include "core/steps/portrait/animate/local_operator.h"

#include <opencv2/core.hpp>

namespace kinovar::portrait {

/// A still told apart, within a part of it, into what is smooth and what is fine, and where the
/// fine is grain and nothing else: there it is to stay while the smooth moves. That is where it is
/// as weak as it gets in a still at that brightness, and has no direction, which hair, lashes and
/// weave have.
struct GrainSplit {
    PixelRect part;     ///< what the matrices cover, px of the still
    cv::Mat3f smooth;   ///< encoded range
    cv::Mat1f share;    ///< 0–1: how far the fine is grain; empty where there is none to speak of
    float strength = 0; ///< standard deviation of the grain, encoded range; 0: none
};

[[nodiscard]] GrainSplit split_grain(const Frame& still, const PixelRect& part);

/// Grain that was not there before, for what is made up: a fixed pattern, standard deviation 1.
[[nodiscard]] float made_up_grain(int x, int y);

} // namespace kinovar::portrait
