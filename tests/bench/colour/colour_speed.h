#pragma once

#include "core/base/result.h"
#include "core/image/frame.h"

#include <string>
#include <vector>

namespace kinovar::bench {

/// Medians, in ms, of what a change of hints costs at the frame's size, as a table; colourisers of
/// `models` beside the built-in one.
[[nodiscard]] Result<std::string> colour_speed(const Frame& frame,
                                               const std::vector<std::string>& models);

} // namespace kinovar::bench
