#pragma once

#include "core/base/result.h"
#include "core/image/frame.h"

#include <cstdint>

namespace kinovar {

enum class ResizeFilter : std::uint8_t { Nearest, Bilinear, Bicubic, Lanczos, Area };

/// Resamples in the encoded values. Pixel centres at (i + ½); picture mirrored at its edges (half
/// sample); results are not clipped, so Bicubic and Lanczos may leave [0,1]. Reductions are
/// antialiased: the filter is widened by the ratio, as MATLAB and Pillow do (they differ within a
/// filter's reach of the edges, where they cut the filter off).
///
/// - Nearest: the source pixel under the centre of the new one; no antialiasing.
/// - Bilinear: triangle.
/// - Bicubic: Keys 1981 with a = −½ (Catmull-Rom).
/// - Lanczos: three lobes.
/// - Area: exact mean of the source area under a new pixel along an axis that gets shorter;
///   bilinear along one that gets longer.
///
/// The origin plane follows by nearest neighbour; colour stays. Thread-safe, one thread for all but
/// Area, which OpenCV spreads over its own.
///
/// Errors: InvalidArgument for a size that is not positive, OutOfMemory.
[[nodiscard]] Result<FramePtr> resize(const Frame& frame, int width, int height,
                                      ResizeFilter filter);

} // namespace kinovar
