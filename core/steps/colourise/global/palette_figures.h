#pragma once

#include "core/steps/colourise/engine/ab_colour.h"

#include <array>
#include <span>
#include <vector>

namespace kinovar::colourise {

/// Mean and covariance of chroma (a*, b*).
struct ChromaCloud {
    float a = 0, b = 0;
    float aa = 0, ab = 0, bb = 0;
};

/// What colours a picture or a shot has: how light is spread, and the chroma of its shadows, middle
/// tones and lights.
struct Palette {
    static constexpr std::size_t kZones = 3;
    static constexpr std::size_t kQuantiles = 17;
    std::array<float, kQuantiles> lightness{}; ///< L* below which i/16 of all pixels lie
    std::array<ChromaCloud, kZones> zones;
    [[nodiscard]] std::vector<float> figures() const;
    [[nodiscard]] static Palette from(std::span<const float> figures);
};

/// `samples`: encoded R'G'B', at least one.
[[nodiscard]] Palette palette_of(std::span<const Rgb> samples);

} // namespace kinovar::colourise
