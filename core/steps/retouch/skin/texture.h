#pragma once

#include "core/steps/retouch/canvas.h"

namespace kinovar::retouch {

/// Fine texture back in a smoothed place. Throws cv::Exception as OpenCV does.
[[nodiscard]] Result<Patch> patch_of(const Texture& texture, const Task& task);

} // namespace kinovar::retouch
