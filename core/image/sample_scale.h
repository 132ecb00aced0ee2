#pragma once

#include "core/base/result.h"
#include "core/image/planar.h"

namespace kinovar {

/// Code values of a plane: code = value·span + zero, in 0 … max (H.273, section 8.3).
struct SampleScale {
    float zero;
    float span;
    float max;

    /// Luma, grey, and R, G, B: value in [0,1].
    static SampleScale luma(int bits, Range range);
    /// Cb and Cr: value in [−½,½]. Cg and Co are differences of R, G, B codes, so their limited
    /// range spans as many codes as luma's.
    static SampleScale chroma(int bits, const ColourSpec& colour);
};

/// InvalidArgument unless the layout is one that PixelLayout documents and the size is positive.
[[nodiscard]] Status check_layout(const PixelLayout& layout, int width, int height);

} // namespace kinovar
