#include "core/steps/colourise/global/dye_fade_estimate.h"

#include "core/steps/colourise/global/shot_figures.h"

#include <algorithm>
#include <cmath>

namespace kinovar::colourise {

namespace {

constexpr std::size_t kCyan = 0, kMagenta = 1, kYellow = 2;
constexpr double kLights = 0.08;      // of the samples: the lightest
constexpr double kClear = 0.25;       // of the lights, that have the least of a dye
constexpr double kTenth = 0.1;        // of them, left out at both ends of a range
constexpr float kFrameBlack = 0.012F; // encoded: darker in all channels is no picture but a border
constexpr double kMostShare = 0.985;  // of the samples that lie below "the most" of a dye: not dust
constexpr double kLeastLight = 0.0126; // density 1.9: what is darker is black, whatever its hue
constexpr double kMostStain = 0.3;     // density of a base, above that of its clearest colour
constexpr double kMostLost = 0.8;
constexpr double kWitnessSlack = 0.1; // by which the range may say less
constexpr double kLeastRange = 0.05;
// Losses between which one is believed in.
constexpr double kDoubtful = 0.2;
constexpr double kSure = 0.4;
// Densities of the most magenta between which a shot has dark places to judge by.
constexpr double kNoDark = 0.4;
constexpr double kDarkEnough = 0.8;
constexpr double kSoundDark = 1.8; // density of the blacks of a sound print
constexpr double kMostDarker = 1.3;

bool is_border(const Rgb& sample) {
    return std::all_of(sample.begin(), sample.end(),
                       [](float value) { return value < kFrameBlack; });
}

Dyes measured_dyes(const Rgb& sample, Transfer transfer) {
    std::array<double, 3> light{};
    for (std::size_t c = 0; c < light.size(); ++c) {
        light[c] = std::max<double>(linear_from_encoded(transfer, sample[c]), kLeastLight);
    }
    return dyes_of_light(light);
}

Dyes quantile_of(std::span<const Dyes> dyes, double share) {
    Dyes result{};
    for (std::size_t i = 0; i < result.size(); ++i) {
        std::vector<float> values;
        values.reserve(dyes.size());
        for (const Dyes& one : dyes) {
            values.push_back(static_cast<float>(one[i]));
        }
        result[i] = quantile(std::move(values), share);
    }
    return result;
}

double smooth_step(double from, double to, double value) {
    const double part = std::clamp((value - from) / (to - from), 0.0, 1.0);
    return part * part * (3 - 2 * part);
}

/// Of the base: what the lightest places have of one dye and not of all.
Dyes stain_of(const DyeSpread& spread) {
    const double clear = *std::min_element(spread.light.begin(), spread.light.end());
    Dyes stain{};
    for (std::size_t i = 0; i < stain.size(); ++i) {
        stain[i] = std::min(spread.light[i] - clear, kMostStain);
    }
    return stain;
}

/// What is left over black when the dyes are back: no film lets it through on purpose.
std::array<double, 3> black_of(const DyeSpread& spread, const DyeFade& fade, double belief) {
    constexpr double kMostBlack = 0.02; // linear light; more is a scene without black
    std::array<double, 3> black = light_of_dyes(revived(fade, dyes_of_light(spread.dark)));
    for (double& value : black) {
        value = belief * std::min(value, kMostBlack);
    }
    return black;
}

/// How much darker blacks must become besides, for the losses that all dyes share.
double darker_of(const DyeSpread& spread, const DyeFade& fade, double belief) {
    const Dyes most = revived(fade, spread.most);
    const double density = *std::max_element(most.begin(), most.end());
    const double wanted = std::clamp(kSoundDark / std::max(density, kLeastRange), 1.0, kMostDarker);
    return 1 + belief * (wanted - 1);
}

/// Mean light of the darkest. `film`: by luma.
std::array<double, 3> darkest_of(std::span<const Rgb> film, Transfer transfer) {
    constexpr double kDarkest = 0.005; // of the samples
    const auto count = static_cast<std::size_t>(kDarkest * static_cast<double>(film.size())) + 1;
    std::array<double, 3> light{};
    for (const Rgb& sample : film.first(count)) {
        for (std::size_t c = 0; c < light.size(); ++c) {
            light[c] += linear_from_encoded(transfer, sample[c]) / static_cast<double>(count);
        }
    }
    return light;
}

} // namespace

std::vector<float> DyeSpread::figures() const {
    std::vector<float> all;
    for (const Dyes* dyes : {&most, &light, &dark, &range}) {
        for (const double value : *dyes) {
            all.push_back(static_cast<float>(value));
        }
    }
    return all;
}

DyeSpread DyeSpread::from(std::span<const float> figures) {
    DyeSpread spread;
    std::size_t at = 0;
    for (Dyes* dyes : {&spread.most, &spread.light, &spread.dark, &spread.range}) {
        for (double& value : *dyes) {
            value = figures[at++];
        }
    }
    return spread;
}

DyeSpread spread_of(std::span<const Rgb> samples, Transfer transfer) {
    std::vector<Rgb> film = by_luma(samples);
    std::erase_if(film, is_border);
    std::vector<Dyes> dyes;
    for (const Rgb& sample : film) {
        dyes.push_back(measured_dyes(sample, transfer));
    }
    if (dyes.empty()) {
        return {};
    }
    const std::span<const Dyes> all(dyes);
    const auto lights = static_cast<std::size_t>(kLights * static_cast<double>(dyes.size())) + 1;
    DyeSpread spread;
    spread.most = quantile_of(all, kMostShare);
    spread.light = quantile_of(all.last(lights), kClear);
    spread.dark = darkest_of(film, transfer);
    spread.range = quantile_of(all, 1 - kTenth);
    const Dyes low = quantile_of(all, kTenth);
    for (std::size_t i = 0; i < low.size(); ++i) {
        spread.range[i] -= low[i];
    }
    return spread;
}

DyeFade estimated_fade(const DyeSpread& spread) {
    const Dyes stain = stain_of(spread);
    Dyes image{}; // the most there is, above the base
    for (std::size_t i = 0; i < image.size(); ++i) {
        image[i] = std::max(spread.most[i] - stain[i], 0.0);
    }
    DyeFade fade;
    if (image[kMagenta] < kLeastRange || spread.range[kMagenta] < kLeastRange) {
        return fade;
    }
    const auto lost = [&](std::size_t i) {
        const double by_most = 1 - image[i] / image[kMagenta];
        const double by_range = 1 - spread.range[i] / spread.range[kMagenta];
        return std::clamp(std::min(by_most, by_range + kWitnessSlack), 0.0, kMostLost);
    };
    const double cyan = lost(kCyan);
    const double belief =
        smooth_step(kDoubtful, kSure, cyan) * smooth_step(kNoDark, kDarkEnough, image[kMagenta]);
    fade.lost[kCyan] = belief * cyan;
    fade.lost[kYellow] = belief * std::min(lost(kYellow), cyan);
    for (std::size_t i = 0; i < stain.size(); ++i) {
        fade.stain[i] = belief * stain[i];
    }
    fade.darker = darker_of(spread, fade, belief);
    fade.black = black_of(spread, fade, belief);
    return fade;
}

DyeFade fade_of_lost(const DyeSpread& spread, const Dyes& lost) {
    DyeFade fade{.lost = lost, .stain = stain_of(spread)};
    fade.darker = darker_of(spread, fade, 1);
    fade.black = black_of(spread, fade, 1);
    return fade;
}

DyeFade damped(const DyeFade& fade, double strength) {
    DyeFade part = fade;
    for (std::size_t i = 0; i < part.lost.size(); ++i) {
        part.lost[i] *= strength;
        part.stain[i] *= strength;
        part.black[i] *= strength;
    }
    part.darker = 1 + strength * (part.darker - 1);
    return part;
}

} // namespace kinovar::colourise
