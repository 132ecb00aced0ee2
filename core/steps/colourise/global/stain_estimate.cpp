#include "core/steps/colourise/global/stain_estimate.h"

#include "core/colour/colour_spec.h"
#include "core/steps/colourise/global/colour_table.h"
#include "core/steps/colourise/global/shot_figures.h"

#include <algorithm>
#include <cmath>

namespace kinovar::colourise {

namespace {

constexpr double kLightShare = 0.05; // of the samples that count as light places
constexpr double kBlackShare = 0.003;
constexpr double kLeastYellow = 0.2; // quantiles among the light places
constexpr double kMostYellow = 0.8;
constexpr double kMiddle = 0.5;
constexpr float kLeastLight = 1e-3F;
constexpr float kMostStain = 0.4F; // density for blue light of a badly yellowed print

struct Yellowness {
    float blue;
    float green;
};

Yellowness yellowness_of(const Rgb& sample, Transfer transfer) {
    std::array<float, 3> density{};
    for (std::size_t c = 0; c < density.size(); ++c) {
        density[c] = -std::log10(std::max(linear_from_encoded(transfer, sample[c]), kLeastLight));
    }
    return {density[2] - density[0], density[1] - density[0]};
}

/// 1 at `good`, 0 at `bad`, and smooth between.
float belief(float value, float good, float bad) {
    const float part = std::clamp((value - bad) / (good - bad), 0.0F, 1.0F);
    return part * part * (3 - 2 * part);
}

} // namespace

std::vector<float> LightPlaces::figures() const {
    return {black, yellow, green, spread, light};
}

LightPlaces LightPlaces::from(std::span<const float> figures) {
    return {figures[0], figures[1], figures[2], figures[3], figures[4]};
}

LightPlaces light_places(std::span<const Rgb> samples, Transfer transfer) {
    const std::vector<Rgb> sorted = by_luma(samples);
    const LumaWeights weights = luma_weights(Matrix::Bt709);
    const auto part = [&](double share) {
        return static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
    };
    std::vector<float> blue;
    std::vector<float> green;
    for (std::size_t i = part(1 - kLightShare); i < sorted.size(); ++i) {
        const Yellowness one = yellowness_of(sorted[i], transfer);
        blue.push_back(one.blue);
        green.push_back(one.green);
    }
    LightPlaces places;
    places.black = luma_of(sorted[part(kBlackShare)], weights);
    places.yellow = quantile(blue, kLeastYellow);
    places.spread = quantile(blue, kMostYellow) - places.yellow;
    places.green = quantile(green, kMiddle);
    places.light = luma_of(sorted[part(1 - kLightShare * kMiddle)], weights);
    return places;
}

std::array<float, 3> stain_of(const LightPlaces& places, double protect) {
    const float yellow = std::clamp(places.yellow, 0.0F, kMostStain);
    if (yellow == 0) {
        return {};
    }
    // Old gelatine and paper let nearly as much green as red light through.
    constexpr float kMostGreenShare = 0.6F;
    const float green = std::clamp(places.green, 0.0F, kMostGreenShare * yellow);
    constexpr float kEven = 0.08F, kUneven = 0.3F;    // spread
    constexpr float kBright = 0.8F, kDim = 0.55F;     // luma of the light places
    constexpr float kPaper = 0.3F, kColoured = 0.6F;  // yellow of the light places
    constexpr float kYellow = -0.02F, kLeaf = -0.12F; // green of the light places
    const float believed =
        belief(places.spread, kEven, kUneven) * belief(places.light, kBright, kDim) *
        belief(places.yellow, kPaper, kColoured) * belief(places.green, kYellow, kLeaf);
    const float trust = 1 - static_cast<float>(protect) * (1 - believed);
    return {0, trust * green, trust * yellow};
}

} // namespace kinovar::colourise
