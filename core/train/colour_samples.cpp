#include "core/train/colour_samples.h"

#include "core/image/resize.h"
#include "core/steps/simulate/counter_random.h"
#include "core/train/colour_photos.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::train {

namespace {

using colourise::SampleHint;
using colourise::SampleWear;
using steps::simulate::CounterRandom;

/// Shorter sides that photographs are reduced to, px: what the network sees of films.
constexpr double kFewestLines = 200, kMostLines = 340;
constexpr double kNoHints = 0.1; ///< share of samples
constexpr double kMostHints = 90;
constexpr double kWornShare = 0.4;

/// Lightness as other cameras, lenses and copies give it; grain and blur for some.
SampleWear any_wear(CounterRandom& random, bool has_hints) {
    SampleWear wear;
    wear.mirrored = random.chance(0.5);
    wear.gamma = static_cast<float>(std::exp(0.2 * random.normal()));
    wear.gain = static_cast<float>(random.between(0.8, 1.05));
    wear.offset = static_cast<float>(random.between(-0.04, 0.12));
    if (random.chance(kWornShare)) {
        wear.vignette = static_cast<float>(random.between(0, 0.4));
        wear.blur_sigma = random.chance(0.5) ? random.between(0.3, 1.2) : 0;
        wear.grain_level = random.log_between(0.2, 1.5);
        wear.seed = static_cast<std::int64_t>(random.bits() >> 1U);
    }
    if (has_hints) {
        const double pi = std::numbers::pi;
        wear.hue = static_cast<float>(random.chance(0.6) ? 0.25 * random.normal()
                                                         : random.between(-pi, pi));
        wear.saturation = static_cast<float>(random.between(0.6, 1.4));
    }
    return wear;
}

std::vector<SampleHint> any_hints(CounterRandom& random, int side) {
    std::vector<SampleHint> hints;
    if (random.chance(kNoHints)) {
        return hints;
    }
    const auto count = static_cast<int>(random.log_between(1, kMostHints));
    for (int i = 0; i < count; ++i) {
        hints.push_back({static_cast<int>(random.between(1, side - 1)),
                         static_cast<int>(random.between(1, side - 1))});
    }
    return hints;
}

} // namespace

ColourSamples::ColourSamples(const std::vector<FramePtr>& photos, const ColourOptions& options)
    : photos_(photos), options_(options) {}

std::vector<colourise::HintSample> ColourSamples::batch(std::int64_t number) const {
    const std::uint64_t key = mix64(mix64(static_cast<std::uint64_t>(options_.seed)) ^
                                    static_cast<std::uint64_t>(number));
    std::vector<colourise::HintSample> samples;
    for (int i = 0; i < options_.count; ++i) {
        samples.push_back(sample(mix64(key ^ static_cast<std::uint64_t>(i))));
    }
    return samples;
}

colourise::HintSample ColourSamples::sample(std::uint64_t key) const {
    CounterRandom random(key);
    const auto index =
        static_cast<std::size_t>(random.uniform() * static_cast<double>(photos_.size()));
    const Frame& photo = *photos_[index];
    const int shorter = std::min(photo.width(), photo.height());
    const double fewest = std::max<double>(kFewestLines, options_.side);
    const double lines = std::min<double>(shorter, random.log_between(fewest, kMostLines));
    const int cut = std::min(shorter, static_cast<int>(options_.side * shorter / lines));
    const auto at = [&](int length) {
        return static_cast<int>(random.uniform() * (length - cut + 1));
    };
    const int x = at(photo.width()), y = at(photo.height());
    const FramePtr part = cut_out(photo, x, y, cut, cut);
    const auto reduced = resize(*part, options_.side, options_.side, ResizeFilter::Area);
    const std::vector<SampleHint> hints = any_hints(random, options_.side);
    const SampleWear wear = any_wear(random, !hints.empty());
    return colourise::make_hint_sample(reduced ? **reduced : *part,
                                       static_cast<int>(std::lround(lines)), hints, wear);
}

} // namespace kinovar::train
