#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kinovar::steps {

/// A picture small enough to ask "is this the same place?" of, hardly touched by dust and grain.
struct Thumbnail {
    static constexpr int kWidth = 96;
    static constexpr int kHeight = 72;
    std::vector<std::uint8_t> luma; ///< kWidth × kHeight, 8-bit levels
    double mean = 0;                ///< of the luma
    double contrast = 0;            ///< its standard deviation
};

/// Of a luma of any size, squeezed. Exceptions of OpenCV pass through.
[[nodiscard]] Thumbnail thumbnail_of(std::span<const std::uint8_t> luma, int width, int height);

/// How much of picture a is found again in picture b, 0 to 1, whatever moved, and whether lighter
/// or darker: blocks look for themselves nearby by normalised correlation. Two pictures of one shot
/// give 0.8 and more, of different shots rarely above 0.55. Thread-safe.
[[nodiscard]] double likeness(const Thumbnail& a, const Thumbnail& b);

} // namespace kinovar::steps
