#pragma once

#include <cstdint>
#include <span>

namespace kinovar::steps {

/// How far most of the picture moved from one frame to the next, in pixels of the frames: what is
/// at (x, y) in `from` is at (x + dx, y + dy) in `to`.
struct FrameShift {
    double dx = 0;
    double dy = 0;
    /// How well the moved pictures agree: 1 where the difference is no more than what one tenth of
    /// a pixel of movement gives, towards 0 where they have nothing in common.
    double confidence = 0;
};

/// Looks for the movement on 8-bit luma (width × height each): phase correlation on a small picture
/// for the start (C. D. Kuglin, D. C. Hines, 1975), then Gauss-Newton steps with weights that
/// forget what moves on its own. About 0.05 px on sharp pictures. Pure; OpenCV errors pass through
/// as exceptions.
[[nodiscard]] FrameShift frame_shift(std::span<const std::uint8_t> from,
                                     std::span<const std::uint8_t> to, int width, int height);

} // namespace kinovar::steps
