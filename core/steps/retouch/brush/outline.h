#pragma once

#include <opencv2/core.hpp>

#include <vector>

namespace kinovar::retouch {

/// Adds nothing but what an outline covers: CV_32F of the box's size, 0 to 1, each pixel the exact
/// share of it that lies inside (signed areas summed along rows, as font rasterisers do). The
/// outline closes itself; where it runs around a place twice the same way, that is inside too.
/// Points: pixels, the middle of the first is 0, 0.
[[nodiscard]] cv::Mat fill_outline(const std::vector<cv::Point2d>& points, const cv::Rect& box);

} // namespace kinovar::retouch
