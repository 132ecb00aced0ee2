#include "core/steps/colourise/global/palette_figures.h"

#include "core/steps/colourise/global/colour_table.h"
#include "core/steps/colourise/global/palette_transfer.h"
#include "core/steps/colourise/global/shot_figures.h"

namespace kinovar::colourise {

namespace {

constexpr std::size_t kCloudFigures = 5;

/// Weighted sums of a zone on the way to its cloud.
struct Sums {
    double weight = 0, a = 0, b = 0, aa = 0, ab = 0, bb = 0;
    void add(double w, const Ab& colour) {
        weight += w;
        a += w * colour.a;
        b += w * colour.b;
        aa += w * colour.a * colour.a;
        ab += w * colour.a * colour.b;
        bb += w * colour.b * colour.b;
    }
    [[nodiscard]] ChromaCloud cloud() const {
        if (weight <= 0) {
            return {};
        }
        const double ma = a / weight;
        const double mb = b / weight;
        return {static_cast<float>(ma), static_cast<float>(mb),
                static_cast<float>(aa / weight - ma * ma),
                static_cast<float>(ab / weight - ma * mb),
                static_cast<float>(bb / weight - mb * mb)};
    }
};

} // namespace

std::vector<float> Palette::figures() const {
    std::vector<float> all(lightness.begin(), lightness.end());
    for (const ChromaCloud& zone : zones) {
        all.insert(all.end(), {zone.a, zone.b, zone.aa, zone.ab, zone.bb});
    }
    return all;
}

Palette Palette::from(std::span<const float> figures) {
    Palette palette;
    for (std::size_t i = 0; i < kQuantiles; ++i) {
        palette.lightness[i] = figures[i];
    }
    for (std::size_t z = 0; z < kZones; ++z) {
        const float* at = figures.data() + kQuantiles + z * kCloudFigures;
        palette.zones[z] = {at[0], at[1], at[2], at[3], at[4]};
    }
    return palette;
}

Palette palette_of(std::span<const Rgb> samples) {
    const std::vector<Rgb> sorted = by_luma(samples);
    const LumaWeights weights = luma_weights(Matrix::Bt709);
    const auto last = static_cast<double>(sorted.size() - 1);
    Palette palette;
    for (std::size_t i = 0; i < Palette::kQuantiles; ++i) {
        const double share = static_cast<double>(i) / (Palette::kQuantiles - 1);
        const Rgb& sample = sorted[static_cast<std::size_t>(share * last)];
        palette.lightness[i] = lightness_of_luma(luma_of(sample, weights));
    }
    std::array<Sums, Palette::kZones> sums;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const auto rank = static_cast<float>(static_cast<double>(i) / std::max(last, 1.0));
        const Ab chroma = ab_of(sorted[i]);
        const ZoneWeights parts = zone_weights(rank);
        for (std::size_t z = 0; z < sums.size(); ++z) {
            sums[z].add(parts[z], chroma);
        }
    }
    for (std::size_t z = 0; z < sums.size(); ++z) {
        palette.zones[z] = sums[z].cloud();
    }
    return palette;
}

} // namespace kinovar::colourise
