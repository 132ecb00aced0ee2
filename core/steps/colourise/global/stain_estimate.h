#pragma once

#include "core/colour/transfer.h"
#include "core/steps/colourise/engine/ab_colour.h"

#include <array>
#include <span>
#include <vector>

namespace kinovar::colourise {

/// What the light places of a shot are like, in densities (−log10 of linear light).
struct LightPlaces {
    float black = 0;  ///< luma (encoded) below which hardly anything lies
    float yellow = 0; ///< how much denser they are for blue than for red light: of the least yellow
    float green = 0;  ///< and for green than for red light
    float spread = 0; ///< between the least and the most yellow of them
    float light = 0;  ///< their luma, encoded
    [[nodiscard]] std::vector<float> figures() const;
    [[nodiscard]] static LightPlaces from(std::span<const float> figures);
};

/// `samples`: encoded R'G'B' of a shot, borders and all; at least one.
[[nodiscard]] LightPlaces light_places(std::span<const Rgb> samples, Transfer transfer);

/// Density of the stain for red, green, blue light; red's is 0. A stain lies on all whites alike:
/// where the light places differ much in colour, are dark, or are of another hue than old gelatine
/// and paper, it is the scene's own light and left alone, as far as `protect` (0 to 1) says.
[[nodiscard]] std::array<float, 3> stain_of(const LightPlaces& places, double protect);

} // namespace kinovar::colourise
