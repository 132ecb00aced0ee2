#include "core/steps/simulate/dust.h"

#include "core/steps/simulate/age_options.h"
#include "core/steps/simulate/counter_random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace kinovar::steps::simulate {

namespace {

/// Of one class of stamps; lengths in px at 480 lines.
struct ClassRecipe {
    double per_frame; ///< mean count on a 4:3 frame at level 1
    double smallest, largest;
    double tail; ///< exponent of the Pareto law of sizes; 0: log-uniform
    double opacity_low, opacity_high;
    double bright; ///< share
};

constexpr std::array<ClassRecipe, kStampClasses> kRecipes{{
    {84, 0.60, 2.6, 2.0, 0.18, 0.92, 0.62},  // Speck
    {13.5, 1.8, 15, 1.65, 0.35, 0.97, 0.55}, // Dirt
    {2.2, 14, 130, 0, 0.30, 0.88, 0.50},     // Hair
    {1.3, 10, 48, 0, 0.35, 0.92, 0.50},      // Lint
    {0.35, 18, 70, 0, 0.35, 0.90, 0.50},     // Loop
    {1.4, 5, 34, 0, 0.35, 0.90, 0.60},       // Cluster
    {0.14, 10, 34, 0, 0.12, 0.38, 0.40},     // Stain
    {2.4, 6, 42, 0, 0.25, 0.80, 0.75},       // Abrasion
}};

constexpr double kReferenceAspect = 4.0 / 3;
constexpr double kMostAspect = 4; ///< counts stop growing on wider pictures

// Dirtiness of a frame.
constexpr double kCleanFrames = 0.07;
constexpr double kSpread = 0.75; ///< of its logarithm
constexpr double kSlowSpread = 0.25, kSlowFrames = 30;
constexpr double kDirtiest = 6;

// What light passes: a clear spot on the negative prints nearly white, dirt on the print is nearly
// black.
constexpr float kWhite = 0.96F;
constexpr float kBlack = 0.02F;

constexpr double kSoftLow = 0.55, kSoftHigh = 1.15;
/// Scuffs lie along the film within this angle (standard deviation, radians).
constexpr double kScuffLean = 0.22;

} // namespace

std::string_view to_string(StampClass value) {
    constexpr std::array<std::string_view, kStampClasses> kNames{
        "speck", "dirt", "hair", "lint", "loop", "cluster", "stain", "abrasion"};
    return kNames[static_cast<std::size_t>(value)];
}

Dust::Dust(std::int64_t seed, double level, int width, int height)
    : seed_(seed), level_(level), width_(width), height_(height), scale_(height / kReferenceLines) {
}

double Dust::dirtiness(std::int64_t frame) const {
    CounterRandom random(stream_key(seed_, Stream::DustAmount, frame));
    if (random.chance(kCleanFrames)) {
        return 0;
    }
    const double slow = kSlowSpread * smooth_noise(stream_key(seed_, Stream::DustSlow),
                                                   static_cast<double>(frame) / kSlowFrames);
    // Mean 1 before the limit.
    const double mean = (kSpread * kSpread + kSlowSpread * kSlowSpread) / 2;
    return std::min(kDirtiest,
                    std::exp(kSpread * random.normal() + slow - mean) / (1 - kCleanFrames));
}

Dust::Stamp Dust::make_stamp(StampClass kind, std::uint64_t key) const {
    const ClassRecipe& recipe = kRecipes[static_cast<std::size_t>(kind)];
    CounterRandom random(key);
    Stamp stamp{};
    StampSpec& spec = stamp.spec;
    spec.kind = kind;
    spec.scale = scale_;
    spec.x = random.uniform() * width_ - 0.5;
    spec.y = random.uniform() * height_ - 0.5;
    const double size = recipe.tail > 0
                            ? recipe.smallest * std::pow(1 - random.uniform(), -1 / recipe.tail)
                            : random.log_between(recipe.smallest, recipe.largest);
    spec.size = std::min(size, recipe.largest) * scale_;
    spec.rotation = kind == StampClass::Abrasion
                        ? std::numbers::pi / 2 + kScuffLean * random.normal()
                        : random.between(0, 2 * std::numbers::pi);
    spec.softness = std::max(random.between(kSoftLow, kSoftHigh) * scale_, 0.5);
    stamp.polarity = random.chance(recipe.bright) ? 1 : -1;
    stamp.opacity =
        random.between(recipe.opacity_low, recipe.opacity_high) * std::sqrt(std::min(1.0, level_));
    spec.key = random.bits();
    return stamp;
}

std::vector<Dust::Stamp> Dust::stamps_of(std::int64_t frame) const {
    std::vector<Stamp> stamps;
    const double aspect = static_cast<double>(width_) / height_;
    const double amount =
        level_ * dirtiness(frame) * std::min(aspect, kMostAspect) / kReferenceAspect;
    if (amount <= 0) {
        return stamps;
    }
    // Large things first, so that fine dust lies on top.
    for (int kind = kStampClasses - 1; kind >= 0; --kind) {
        CounterRandom random(stream_key(seed_, Stream::Dust, frame, kind));
        const int count =
            random.poisson(kRecipes[static_cast<std::size_t>(kind)].per_frame * amount);
        for (int i = 0; i < count; ++i) {
            stamps.push_back(make_stamp(static_cast<StampClass>(kind), random.bits()));
        }
    }
    return stamps;
}

float Dust::cover_pixel(float* pixel, int channels, float cover, int polarity) {
    const float target = polarity > 0 ? kWhite : kBlack;
    float change = 0;
    for (int c = 0; c < channels; ++c) {
        // Dirt lets less light through, or spares silver: it never works the other way.
        const float difference =
            polarity > 0 ? std::max(0.0F, target - pixel[c]) : std::min(0.0F, target - pixel[c]);
        pixel[c] += cover * difference;
        change += std::abs(cover * difference);
    }
    return change / static_cast<float>(channels);
}

StampTruth Dust::lay(const Stamp& stamp, Raster& picture, double dx, double dy,
                     std::uint8_t* mask) const {
    StampTruth truth;
    truth.kind = stamp.spec.kind;
    truth.film_x = stamp.spec.x;
    truth.film_y = stamp.spec.y;
    truth.polarity = stamp.polarity;
    truth.opacity = stamp.opacity;
    truth.rotation = stamp.spec.rotation * 180 / std::numbers::pi;

    StampSpec there = stamp.spec;
    there.x += dx;
    there.y += dy;
    const AlphaPatch patch = draw_stamp(there, picture.width, picture.height);
    int left = picture.width, right = -1, top = picture.height, bottom = -1;
    double change = 0;
    for (std::size_t i = 0; i < patch.alpha.size(); ++i) {
        const float cover = static_cast<float>(stamp.opacity) * patch.alpha[i];
        if (cover <= 0) {
            continue;
        }
        const int x = patch.x + static_cast<int>(i) % patch.width;
        const int y = patch.y + static_cast<int>(i) / patch.width;
        const float moved = cover_pixel(picture.at(x, y), picture.channels, cover, stamp.polarity);
        if (cover < kDustMaskThreshold) {
            continue;
        }
        ++truth.area;
        change += moved;
        left = std::min(left, x);
        right = std::max(right, x);
        top = std::min(top, y);
        bottom = std::max(bottom, y);
        if (mask != nullptr) {
            mask[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                 static_cast<std::size_t>(x)] = stamp.polarity > 0 ? kMaskBright : kMaskDark;
        }
    }
    if (truth.area > 0) {
        truth.x = left;
        truth.y = top;
        truth.width = right - left + 1;
        truth.height = bottom - top + 1;
        truth.contrast = 255 * change / truth.area;
    }
    return truth;
}

std::vector<StampTruth> Dust::draw(Raster& picture, std::int64_t frame, double dx, double dy,
                                   std::uint8_t* mask) const {
    std::vector<StampTruth> truths;
    for (const Stamp& stamp : stamps_of(frame)) {
        truths.push_back(lay(stamp, picture, dx, dy, mask));
    }
    return truths;
}

} // namespace kinovar::steps::simulate
