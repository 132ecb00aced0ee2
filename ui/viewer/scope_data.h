#pragma once

#include "core/preview/picture.h"

#include <array>
#include <cstdint>
#include <vector>

namespace kinovar::ui {

/// How often each of 256 levels occurs, as a share of all pixels that were looked at.
struct Histogram {
    std::array<std::array<float, 256>, 3> channels{}; ///< red, green, blue
    std::array<float, 256> luma{};
    float black = 0; ///< share of pixels with a channel at 0
    float white = 0; ///< … at 255
};

/// Counts in cells: column (left to right of the picture) × level.
struct Waveform {
    static constexpr int kColumns = 320;
    static constexpr int kLevels = 256;
    using Plane = std::vector<std::uint16_t>; ///< kLevels rows of kColumns, level 0 first
    Plane luma;
    std::array<Plane, 3> channels;
};

/// Counts in cells of Cb × Cr (BT.709), each −128 to 127, Cr upwards.
struct Vectorscope {
    static constexpr int kSide = 256;
    std::vector<std::uint16_t> cells; ///< kSide rows of kSide, lowest Cr first
};

/// Where a colour lies on the vectorscope.
struct Chroma {
    double cb = 0;
    double cr = 0;
};
[[nodiscard]] Chroma chroma_of(double red, double green, double blue); ///< 0 to 255

/// Look at rows of the picture spread evenly, so many that about `most_pixels` are seen.
inline constexpr int kScopePixels = 400'000;
[[nodiscard]] Histogram histogram_of(const preview::Picture& picture,
                                     int most_pixels = kScopePixels);
[[nodiscard]] Waveform waveform_of(const preview::Picture& picture, bool parade,
                                   int most_pixels = kScopePixels);
[[nodiscard]] Vectorscope vectorscope_of(const preview::Picture& picture,
                                         int most_pixels = kScopePixels);

} // namespace kinovar::ui
