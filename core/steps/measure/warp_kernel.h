#pragma once

#include <cstddef>
#include <cstdint>

/// The inner loop that looks a picture up along a flow, compiled for several instruction sets and
/// chosen at run time. Private to core/steps/measure.
namespace kinovar::steps::warp {

/// Values that rows of displacements must have beyond those that are used, of any value: whole
/// vectors are read.
inline constexpr std::size_t kPadding = 64;

/// An 8-bit picture to look up in.
struct Picture {
    const std::uint8_t* data;
    std::size_t stride; ///< bytes
    int width, height;  ///< stride · height < 2³¹
};

/// Displacements of a row of pixels, each between those of two rows of vectors.
struct RowPair {
    const float* x_low; ///< to the right, px of the picture
    const float* x_high;
    const float* y_low; ///< down
    const float* y_high;
    float weight; ///< of the high ones
};

/// out[i] = picture(x + i + dx(i), y + dy(i)) for n pixels, bilinear, in steps of 1/32 px, edges
/// mirrored without repeating the outermost pixel.
void look_up_row(std::uint8_t* out, std::size_t n, const Picture& picture, const RowPair& moves,
                 int x, int y);

} // namespace kinovar::steps::warp
