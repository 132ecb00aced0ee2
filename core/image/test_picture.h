#pragma once

#include "core/image/frame.h"

namespace kinovar {

/// Frame `n` of a film to measure with: large shapes and fine texture that move, and fresh grain.
/// BT.709.
[[nodiscard]] FramePtr test_picture(int width, int height, int n = 0);

} // namespace kinovar
