#pragma once

#include "core/base/result.h"
#include "core/image/frame.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kinovar::train {

/// A picture of one channel, 8 bits, row-major: full-range luma Y' of the encoded colours with the
/// weights of BT.601, as the literature of super-resolution takes it.
struct LumaPicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> values;

    [[nodiscard]] const std::uint8_t* row(int y) const {
        return values.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
    }
    [[nodiscard]] std::size_t pixels() const { return values.size(); }
};

/// Clipped and rounded.
[[nodiscard]] LumaPicture luma_of(const Frame& frame);

/// The same in float, 0 to 1, not clipped.
[[nodiscard]] std::vector<float> luma_values_of(const Frame& frame);

/// The left upper part.
[[nodiscard]] LumaPicture cropped(const LumaPicture& picture, int width, int height);

/// Antialiased bicubic (a = −½), clipped and rounded, as MATLAB and Pillow reduce pictures.
[[nodiscard]] Result<LumaPicture> resized(const LumaPicture& picture, int width, int height);

/// PSNR of luma in dB as the literature of super-resolution states it: values scaled to 16–235 of
/// 255, `border` pixels left out at each edge. `result` is clipped and rounded to 8 bits first;
/// `reference` is taken as it is. Both width × height. Infinity for identical pictures.
[[nodiscard]] double literature_psnr(std::span<const float> reference,
                                     std::span<const float> result, int width, int height,
                                     int border);

} // namespace kinovar::train
