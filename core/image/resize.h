#pragma once

#include "core/base/result.h"
#include "core/image/frame.h"

#include <cstdint>

namespace kinovar {

enum class ResizeFilter : std::uint8_t { Nearest, Bilinear, Bicubic, Lanczos, Area };

/// Resamples in the encoded values; reductions are antialiased. Pixel centres at (i + ½), edges
/// mirrored. The origin plane follows by nearest neighbour. Thread-safe.
[[nodiscard]] Result<FramePtr> resize(const Frame& frame, int width, int height,
                                      ResizeFilter filter);

} // namespace kinovar
