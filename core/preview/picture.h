#pragma once

#include "core/image/frame.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace kinovar::preview {

/// A picture to be shown: 8 bits, one 32-bit word a pixel, 0xffRRGGBB in native byte order (what
/// QImage calls Format_RGB32), rows without padding. Display values as the frame's encoded ones.
/// Immutable once shared.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> pixels;
    [[nodiscard]] const std::uint32_t* row(int y) const {
        return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
    }
    [[nodiscard]] std::size_t bytes() const { return pixels.size() * sizeof(std::uint32_t); }
};
using PicturePtr = std::shared_ptr<const Picture>;

/// Rounded to the nearest of 256 values, clipped; NaN gives 0.
[[nodiscard]] PicturePtr picture_of(const Frame& frame);
/// The origin plane as colours: scan as it is (grey, dimmed), neighbour blue, model orange, hand
/// green.
[[nodiscard]] PicturePtr origin_picture(const Frame& frame);

} // namespace kinovar::preview
