#pragma once

#include "core/steps/colourise/global/palette_figures.h"

#include <array>

namespace kinovar::colourise {

using ZoneWeights = std::array<float, Palette::kZones>;
/// How far a pixel belongs to shadows, middle tones and lights; they sum to 1. `rank`: the share of
/// pixels that are darker.
[[nodiscard]] ZoneWeights zone_weights(float rank);

/// Brings one palette to another: in each zone of tones the linear map of least change between the
/// two clouds of chroma (Monge–Kantorovitch; F. Pitié and A. Kokaram, "The linear
/// Monge-Kantorovitch linear colour mapping for example-based colour transfer", IET CVMP 2007),
/// mixed smoothly from zone to zone. Being linear within a zone it cannot break smooth tones into
/// steps, and its gain is limited, so that grain stays what it was.
class PaletteTransfer {
public:
    PaletteTransfer(const Palette& from, const Palette& to);

    /// Chroma of a pixel of that lightness L*.
    [[nodiscard]] Ab chroma(float lightness, Ab ab) const;
    /// Its lightness, for those who want light matched too: steady and rising.
    [[nodiscard]] float lightness(float lightness) const;

private:
    struct Map {
        float from_a, from_b, to_a, to_b;
        float aa, ab, bb;
    };
    static Map map_between(const ChromaCloud& from, const ChromaCloud& to);
    [[nodiscard]] float rank_of(float lightness) const;

    Palette from_;
    std::array<Map, Palette::kZones> maps_;
    std::array<float, Palette::kQuantiles> lightness_{}; ///< what from_.lightness becomes
};

} // namespace kinovar::colourise
