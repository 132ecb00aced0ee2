#pragma once

#include "core/image/frame.h"
#include "core/steps/colourise/engine/hint_sample.h"

#include <cstdint>
#include <vector>

namespace kinovar::train {

struct ColourOptions {
    int count = 8;  ///< samples a batch
    int side = 192; ///< px, a multiple of nn::kHintNetMultiple
    std::int64_t seed = 1;
};

/// Parts of colour photographs with hints at random places, many with the wear of old film, hues
/// turned where hints tell them. Borrows the photographs.
class ColourSamples {
public:
    ColourSamples(const std::vector<FramePtr>& photos, const ColourOptions& options);

    /// A function of the number alone. Throws what OpenCV throws.
    [[nodiscard]] std::vector<colourise::HintSample> batch(std::int64_t number) const;

private:
    [[nodiscard]] colourise::HintSample sample(std::uint64_t key) const;

    const std::vector<FramePtr>& photos_;
    ColourOptions options_;
};

} // namespace kinovar::train
