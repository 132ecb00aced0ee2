#include "core/train/upscale_patches.h"

#include "core/train/orientation.h"

namespace kinovar::train {

namespace {

using steps::simulate::CounterRandom;
using steps::simulate::mix64;

constexpr float kPeak = 255;

} // namespace

Result<std::unique_ptr<UpscalePatches>> UpscalePatches::make(const std::vector<Photo>& photos,
                                                             const PatchOptions& options) {
    std::vector<Pair> pairs;
    for (const Photo& photo : photos) {
        for (const LumaPicture& high : photo.sizes) {
            KINOVAR_TRY_ASSIGN(LumaPicture low, resized(high, high.width / options.scale,
                                                        high.height / options.scale));
            pairs.push_back({std::move(low), high});
        }
    }
    return std::unique_ptr<UpscalePatches>(new UpscalePatches(std::move(pairs), options));
}

UpscalePatches::UpscalePatches(std::vector<Pair> pairs, const PatchOptions& options)
    : pairs_(std::move(pairs)), options_(options), choice_(
                                                       [this] {
                                                           std::vector<const LumaPicture*> pictures;
                                                           for (const Pair& pair : pairs_) {
                                                               pictures.push_back(&pair.low);
                                                           }
                                                           return pictures;
                                                       }(),
                                                       options.side, 1) {}

Batch UpscalePatches::batch(std::int64_t number) const {
    CounterRandom random(mix64(mix64(static_cast<std::uint64_t>(options_.seed)) ^
                               static_cast<std::uint64_t>(number)));
    const int low_side = options_.side;
    const int high_side = low_side * options_.scale;
    const auto low_pixels = static_cast<std::size_t>(low_side) * static_cast<std::size_t>(low_side);
    const auto high_pixels =
        static_cast<std::size_t>(high_side) * static_cast<std::size_t>(high_side);
    const auto count = static_cast<std::size_t>(options_.count);
    Batch batch{options_.count, low_side, options_.scale, std::vector<float>(count * low_pixels),
                std::vector<float>(count * high_pixels)};
    for (std::size_t i = 0; i < count; ++i) {
        const PictureChoice::Place place = choice_.choose(random);
        const Orientation orientation(random.bits() >> 32U);
        const Pair& pair = pairs_[place.picture];
        orientation.write(batch.inputs.data() + i * low_pixels, low_side, [&](int x, int y) {
            return static_cast<float>(pair.low.row(place.y + y)[place.x + x]) / kPeak;
        });
        const int left = place.x * options_.scale;
        const int top = place.y * options_.scale;
        orientation.write(batch.targets.data() + i * high_pixels, high_side, [&](int x, int y) {
            return static_cast<float>(pair.high.row(top + y)[left + x]) / kPeak;
        });
    }
    return batch;
}

} // namespace kinovar::train
