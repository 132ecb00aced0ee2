#include "core/train/film_patches.h"

#include "core/train/orientation.h"

#include <algorithm>
#include <array>
#include <span>

namespace kinovar::train {

namespace {

using steps::simulate::CounterRandom;
using steps::simulate::damage_luma;
using steps::simulate::LumaDamage;
using steps::simulate::mix64;

constexpr float kPeak = 255;

// Of the simulator's usual grain, which was measured on scans of old prints.
constexpr double kGrainLow = 0.35, kGrainHigh = 2.2;
constexpr double kGrainScaleLow = 0.75, kGrainScaleHigh = 1.7;
// px; the simulator blurs by 0.65 to 1.1 px at 480 lines.
constexpr double kBlurLow = 0.3, kBlurHigh = 1.3;
constexpr double kSharpChance = 0.1;
constexpr double kCleanChance = 0.05;

// Prints fade: black is lifted, white falls.
constexpr double kFadedChance = 0.5;
constexpr double kBlackHighest = 0.12, kWhiteLowest = 0.82;

/// Pixels about a patch that its damage is made with and which are cut off again, so that a
/// patch's edge looks like any other place.
constexpr int kMargin = 6;

std::vector<const LumaPicture*> pictures_of(const std::vector<Photo>& photos) {
    std::vector<const LumaPicture*> pictures;
    for (const Photo& photo : photos) {
        for (const LumaPicture& picture : photo.sizes) {
            pictures.push_back(&picture);
        }
    }
    return pictures;
}

void copy_inner(const float* source, int source_side, float* target, int side) {
    const int offset = (source_side - side) / 2;
    for (int y = 0; y < side; ++y) {
        const float* row = source + (y + offset) * source_side + offset;
        target = std::copy_n(row, side, target);
    }
}

} // namespace

FilmPatches::FilmPatches(const std::vector<Photo>& photos, const PatchOptions& options)
    : pictures_(pictures_of(photos)), options_(options),
      choice_(pictures_, options.side + 2 * kMargin, 1) {}

int FilmPatches::source_side(int side) {
    return side + 2 * kMargin;
}

LumaDamage FilmPatches::any_damage(CounterRandom& random) {
    LumaDamage damage;
    damage.seed = static_cast<std::int64_t>(random.bits() >> 1U);
    if (random.chance(kCleanChance)) {
        return damage;
    }
    damage.grain_level = random.log_between(kGrainLow, kGrainHigh);
    damage.grain_scale = random.log_between(kGrainScaleLow, kGrainScaleHigh);
    damage.blur_sigma = random.chance(kSharpChance) ? 0 : random.between(kBlurLow, kBlurHigh);
    return damage;
}

void FilmPatches::write_clean(CounterRandom& random, float* target) const {
    const int side = source_side(options_.side);
    const PictureChoice::Place place = choice_.choose(random);
    const Orientation orientation(random.bits() >> 32U);
    const bool is_faded = random.chance(kFadedChance);
    const auto black = static_cast<float>(is_faded ? random.between(0, kBlackHighest) : 0);
    const auto white = static_cast<float>(is_faded ? random.between(kWhiteLowest, 1) : 1);
    const LumaPicture& picture = *pictures_[place.picture];
    const float gain = (white - black) / kPeak;
    orientation.write(target, side, [&](int x, int y) {
        return black + gain * static_cast<float>(picture.row(place.y + y)[place.x + x]);
    });
}

Batch FilmPatches::batch(std::int64_t number) const {
    CounterRandom random(mix64(mix64(static_cast<std::uint64_t>(options_.seed)) ^
                               static_cast<std::uint64_t>(number)));
    const int side = options_.side;
    const int whole_side = source_side(side);
    const auto pixels = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    const auto count = static_cast<std::size_t>(options_.count);
    Batch batch{options_.count, side, 1, std::vector<float>(count * pixels),
                std::vector<float>(count * pixels)};
    std::vector<float> whole(static_cast<std::size_t>(whole_side) *
                             static_cast<std::size_t>(whole_side));
    for (std::size_t i = 0; i < count; ++i) {
        write_clean(random, whole.data());
        copy_inner(whole.data(), whole_side, batch.targets.data() + i * pixels, side);
        damage_luma(whole, whole_side, whole_side, any_damage(random));
        copy_inner(whole.data(), whole_side, batch.inputs.data() + i * pixels, side);
    }
    return batch;
}

} // namespace kinovar::train
