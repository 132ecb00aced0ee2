#include "core/steps/colourise/global/palette_transfer.h"

#include <algorithm>
#include <cmath>

namespace kinovar::colourise {

namespace {

constexpr float kGrain = 4;    // variance of chroma that grain and coding have in any case
constexpr float kMostGain = 2; // of chroma
constexpr float kFlattest = 0.5F, kSteepest = 2; // slopes of the map of lightness
// Ranks of the zones' middles.
constexpr float kShadows = 0.15F, kMiddle = 0.5F, kLights = 0.85F;

/// Symmetric 2×2.
struct Symmetric {
    float xx, xy, yy;
    [[nodiscard]] float determinant() const { return xx * yy - xy * xy; }
};

Symmetric root_of(const Symmetric& m) {
    const float s = std::sqrt(std::max(m.determinant(), 0.0F));
    const float t = std::sqrt(std::max(m.xx + m.yy + 2 * s, 1e-12F));
    return {(m.xx + s) / t, m.xy / t, (m.yy + s) / t};
}

Symmetric inverse_of(const Symmetric& m) {
    const float d = m.determinant();
    return {m.yy / d, -m.xy / d, m.xx / d};
}

/// a · m · a, symmetric where both are.
Symmetric between(const Symmetric& a, const Symmetric& m) {
    const float xx = a.xx * m.xx + a.xy * m.xy;
    const float xy = a.xx * m.xy + a.xy * m.yy;
    const float yx = a.xy * m.xx + a.yy * m.xy;
    const float yy = a.xy * m.xy + a.yy * m.yy;
    return {xx * a.xx + xy * a.xy, xx * a.xy + xy * a.yy, yx * a.xy + yy * a.yy};
}

float most_stretch(const Symmetric& m) {
    const float mean = (m.xx + m.yy) / 2;
    const float half = (m.xx - m.yy) / 2;
    return mean + std::sqrt(half * half + m.xy * m.xy);
}

} // namespace

ZoneWeights zone_weights(float rank) {
    const float light = std::clamp((rank - kMiddle) / (kLights - kMiddle), 0.0F, 1.0F);
    const float shadow = std::clamp((kMiddle - rank) / (kMiddle - kShadows), 0.0F, 1.0F);
    return {shadow, 1 - shadow - light, light};
}

PaletteTransfer::Map PaletteTransfer::map_between(const ChromaCloud& from, const ChromaCloud& to) {
    const Symmetric source{from.aa + kGrain, from.ab, from.bb + kGrain};
    const Symmetric target{to.aa + kGrain, to.ab, to.bb + kGrain};
    const Symmetric root = root_of(source);
    Symmetric map = between(inverse_of(root), root_of(between(root, target)));
    const float limit = std::min(1.0F, kMostGain / most_stretch(map));
    return {from.a, from.b, to.a, to.b, limit * map.xx, limit * map.xy, limit * map.yy};
}

PaletteTransfer::PaletteTransfer(const Palette& from, const Palette& to) : from_(from) {
    for (std::size_t z = 0; z < maps_.size(); ++z) {
        maps_[z] = map_between(from.zones[z], to.zones[z]);
    }
    // From the median outwards, so that it is met and limits show at the ends.
    constexpr std::size_t kMedian = Palette::kQuantiles / 2;
    const auto step = [&](std::size_t i) {
        const float run = from.lightness[i + 1] - from.lightness[i];
        return std::clamp(to.lightness[i + 1] - to.lightness[i], kFlattest * run, kSteepest * run);
    };
    lightness_[kMedian] = to.lightness[kMedian];
    for (std::size_t i = kMedian; i + 1 < Palette::kQuantiles; ++i) {
        lightness_[i + 1] = lightness_[i] + step(i);
    }
    for (std::size_t i = kMedian; i > 0; --i) {
        lightness_[i - 1] = lightness_[i] - step(i - 1);
    }
}

float PaletteTransfer::rank_of(float lightness) const {
    const auto& all = from_.lightness;
    const auto above = std::upper_bound(all.begin(), all.end(), lightness);
    if (above == all.begin()) {
        return 0;
    }
    if (above == all.end()) {
        return 1;
    }
    const auto i = static_cast<float>(above - all.begin() - 1);
    const float part = (lightness - *(above - 1)) / (*above - *(above - 1));
    return (i + part) / static_cast<float>(all.size() - 1);
}

Ab PaletteTransfer::chroma(float lightness, Ab ab) const {
    const ZoneWeights weights = zone_weights(rank_of(lightness));
    Ab result;
    for (std::size_t z = 0; z < maps_.size(); ++z) {
        const Map& map = maps_[z];
        const float a = ab.a - map.from_a;
        const float b = ab.b - map.from_b;
        result.a += weights[z] * (map.to_a + map.aa * a + map.ab * b);
        result.b += weights[z] * (map.to_b + map.ab * a + map.bb * b);
    }
    return result;
}

float PaletteTransfer::lightness(float lightness) const {
    constexpr float kWhite = 100;
    const auto& x = from_.lightness;
    float mapped = 0;
    if (lightness <= x.front()) {
        // Black stays black below the darkest.
        mapped = x.front() > 0 ? lightness_.front() * lightness / x.front() : lightness_.front();
    } else if (lightness >= x.back()) {
        mapped = lightness_.back() + (kWhite - lightness_.back()) * (lightness - x.back()) /
                                         (kWhite - x.back() + 1e-6F);
    } else {
        const float place = rank_of(lightness) * static_cast<float>(x.size() - 1);
        const auto i = std::min(static_cast<std::size_t>(place), x.size() - 2);
        mapped =
            lightness_[i] + (place - static_cast<float>(i)) * (lightness_[i + 1] - lightness_[i]);
    }
    return std::clamp(mapped, 0.0F, kWhite);
}

} // namespace kinovar::colourise
