#pragma once

#include "core/steps/retouch/canvas.h"

// Areas as coverage. All functions throw cv::Exception as OpenCV does, also for a mask that cannot
// be read. Placements are maps of pixels whose first has its middle at 0, 0, as OpenCV has them.
namespace kinovar::retouch {

/// Where an area covers pixels, in a picture of a size, at a placement.
struct Cover {
    cv::Rect where; ///< smallest rectangle inside the picture; empty: nowhere
    cv::Mat share;  ///< CV_32F of that size, 0 to 1
};
/// Marks are drawn at this size, so their edges are as fine as the picture. The mask's tiles are
/// resampled. What it costs goes by the box of the area and the length of its strokes.
[[nodiscard]] Cover cover_of(const Area& area, const cv::Size& picture, const Placement& placement);

/// The box of an area in shares of the picture, clipped to it, without drawing it. Brushes count
/// as if the picture were square: a little too wide on most.
[[nodiscard]] cv::Rect2d box_of(const Area& area);

} // namespace kinovar::retouch
