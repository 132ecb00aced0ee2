#pragma once

#include <array>

namespace kinovar::colourise {

/// Chroma of CIE L*a*b* (CIE 15:2004, D65, numbers of an sRGB picture, IEC 61966-2-1): −128 to 127.
struct Ab {
    float a = 0;
    float b = 0;
    friend bool operator==(const Ab&, const Ab&) = default;
};

/// Encoded R'G'B', 0 to 1.
using Rgb = std::array<float, 3>;

/// Lightness L*, 0 to 100, of a grey of that luma (0 to 1), and back.
[[nodiscard]] float lightness_of_luma(float luma);
[[nodiscard]] float luma_of_lightness(float lightness);

/// Chroma of a colour.
[[nodiscard]] Ab ab_of(const Rgb& colour);

/// The colour of that luma (BT.709 weights, 0 to 1) and chroma: luma is kept to the last bit of
/// float, colours that a screen cannot show lose chroma until it can.
[[nodiscard]] Rgb colour_of(float luma, Ab ab);

/// Whether colour_of() keeps all of the chroma.
[[nodiscard]] bool in_gamut(float luma, Ab ab);

} // namespace kinovar::colourise
