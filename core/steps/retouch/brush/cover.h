#pragma once

#include "core/steps/retouch/canvas.h"

// Areas as coverage. All functions throw cv::Exception as OpenCV does.
namespace kinovar::retouch {

/// Where an area covers pixels, in a picture of a size, at a placement.
struct Cover {
    cv::Rect where; ///< smallest rectangle inside the picture; empty: nowhere
    cv::Mat share;  ///< CV_32F of that size, 0 to 1
};
/// Marks are drawn at this size, so their edges are as fine as the picture. The mask's tiles are
/// resampled.
[[nodiscard]] Cover cover_of(const Area& area, const cv::Size& picture, const Placement& placement);

/// The box of an area in shares of the picture, without drawing it: x0, y0, x1, y1.
[[nodiscard]] cv::Rect2d box_of(const Area& area);

} // namespace kinovar::retouch
