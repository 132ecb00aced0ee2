#pragma once

#include "core/steps/retouch/canvas.h"

namespace kinovar::retouch {

/// Pixels moved by handles, then by pushes, pinches and bloats in their order, sampled once
/// (Lanczos of four lobes). The area says where: what an outline or stroke that takes away covers
/// is frozen, and without any that adds everything else is free. Pixels keep their origin: they are
/// the picture's own. A warp of nothing gives an empty patch. Throws cv::Exception as OpenCV does.
[[nodiscard]] Result<Patch> patch_of(const Warp& warp, const Task& task);

} // namespace kinovar::retouch
