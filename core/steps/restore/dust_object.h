#pragma once

#include "core/steps/restore/dust_doubt.h"

namespace kinovar::steps::dust {

/// How well a neighbour shows the spot somewhere near where the flow leads: the squared difference
/// of the best match there over that at the flow itself. 0: the very same; 1: nothing better.
[[nodiscard]] double match_near(const cv::Mat& plane, const Spot& spot, const Witness& witness);

/// The flow's vector for a place of the plane.
[[nodiscard]] cv::Vec2f flow_at(const Flow& flow, const cv::Point& at);

/// A box with so many px around it, as far as the picture goes.
[[nodiscard]] cv::Rect grown_box(const cv::Rect& box, int by, const cv::Size& size);

/// Px of a plane so high, for a length meant for 480 lines.
[[nodiscard]] int scaled_length(double length, int lines);

} // namespace kinovar::steps::dust
