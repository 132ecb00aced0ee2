#pragma once

#include "core/steps/simulate/luma_damage.h"
#include "core/train/patch_source.h"
#include "core/train/photo_library.h"
#include "core/train/picture_choice.h"
#include "core/train/upscale_patches.h"

namespace kinovar::train {

/// Clean patches and what film grain, a soft lens and 8-bit scanning make of them (the ageing
/// simulator's grain and blur). Grain of several sizes and strengths; some patches stay clean, so
/// that a network learns to leave good pictures alone. Borrows the photographs. The scale of the
/// options plays no part.
class FilmPatches : public PatchSource {
public:
    /// All pictures are at least source_side(side) px high and wide.
    FilmPatches(const std::vector<Photo>& photos, const PatchOptions& options);

    [[nodiscard]] Batch batch(std::int64_t number) const override;

    /// Side of the part of a photograph that a patch is made of, px.
    [[nodiscard]] static int source_side(int side);

    /// Wear as scans show it, at random.
    [[nodiscard]] static steps::simulate::LumaDamage
    any_damage(steps::simulate::CounterRandom& random);

private:
    /// Cuts, fades and turns a clean patch.
    void write_clean(steps::simulate::CounterRandom& random, float* target) const;

    std::vector<const LumaPicture*> pictures_;
    PatchOptions options_;
    PictureChoice choice_;
};

} // namespace kinovar::train
