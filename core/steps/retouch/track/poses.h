#pragma once

#include "core/steps/retouch/canvas.h"
#include "core/steps/retouch/track/affine.h"

#include <vector>

namespace kinovar::retouch {

/// The keys of a fix by frame, with the one that says how it was drawn.
[[nodiscard]] std::vector<Key> all_keys(const Fix& fix);

/// The box of a fix's area, shares of the picture; the whole picture of an inverted one.
[[nodiscard]] cv::Rect2d area_box(const Fix& fix);

/// The map of a pose, which turns about the middle of `box` (shares), in pixels of `size`.
[[nodiscard]] Affine map_of(const Pose& pose, const cv::Rect2d& box, const cv::Size& size);

/// Between keys evenly from one to the other, before and after them as the nearest. Not without
/// keys.
[[nodiscard]] Pose pose_at(const std::vector<Key>& keys, std::int64_t frame);

/// A rectangle of shares in pixels, the centre of the first one at (0, 0).
[[nodiscard]] cv::Rect2d in_pixels(const cv::Rect2d& box, const cv::Size& size);
/// The box around a rectangle that was moved.
[[nodiscard]] cv::Rect2d box_after(const Affine& map, const cv::Rect2d& box);

/// Each place between where two maps take it: `share` of the second.
[[nodiscard]] Affine mixed(const Affine& a, const Affine& b, double share);

} // namespace kinovar::retouch
