#pragma once

#include "core/steps/colourise/engine/ab_colour.h"

#include <array>
#include <span>
#include <string_view>

// Colours of the silent film (docs/colour-film.md has the table with years and use).
namespace kinovar::colourise {

/// Tinting: the film goes through a bath of dye that colours its gelatine, so the whites.
struct Tint {
    std::string_view name;
    Rgb light; ///< through the clear base: encoded sRGB
};

/// Toning: the silver becomes a coloured salt, so the blacks are coloured and the whites stay
/// clear.
struct Tone {
    std::string_view name;
    std::array<float, 3> density; ///< for red, green, blue light; 1: that of silver
};

[[nodiscard]] std::span<const Tint> tints();
[[nodiscard]] std::span<const Tone> tones();

} // namespace kinovar::colourise
