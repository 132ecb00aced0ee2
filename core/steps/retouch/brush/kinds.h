#pragma once

#include "core/steps/retouch/canvas.h"

// The kinds that bring pixels as they are. All throw cv::Exception as OpenCV does.
namespace kinovar::retouch {

[[nodiscard]] Result<Patch> patch_of(const Paint& paint, const Task& task);
[[nodiscard]] Result<Patch> patch_of(const Clone& clone, const Task& task);
[[nodiscard]] Result<Patch> patch_of(const Reveal& reveal, const Task& task);
[[nodiscard]] Result<Patch> patch_of(const Replace& replace, const Task& task);

} // namespace kinovar::retouch
