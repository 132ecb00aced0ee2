#pragma once

#include "core/steps/retouch/canvas.h"

namespace kinovar::retouch {

/// What lies below an area, small and without colour. Throws cv::Exception as OpenCV does.
[[nodiscard]] Anchor anchor_of(const cv::Mat& picture, const Area& area);

/// Why the picture is no longer the one that a fix was made for: another shape, other things below
/// it, the same things elsewhere. Empty: it still is. Other light, more detail and another size are
/// no reason.
[[nodiscard]] std::string no_longer_fits(const Anchor& then, const Anchor& now);

} // namespace kinovar::retouch
