#pragma once

#include "core/steps/retouch/canvas.h"

namespace kinovar::retouch {

/// Pixels moved by pushes, pinches and handles, sampled once. Throws cv::Exception as OpenCV does.
[[nodiscard]] Result<Patch> patch_of(const Warp& warp, const Task& task);

} // namespace kinovar::retouch
