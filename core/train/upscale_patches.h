#pragma once

#include "core/base/result.h"
#include "core/train/patch_source.h"
#include "core/train/photo_library.h"
#include "core/train/picture_choice.h"

#include <memory>

namespace kinovar::train {

struct PatchOptions {
    int count = 16; ///< patches a batch
    int side = 48;  ///< of an input, px
    int scale = 2;
    std::int64_t seed = 1;
};

/// Small pictures made of large ones by antialiased bicubic reduction, rounded to 8 bits. All are
/// made beforehand, so that a batch costs no more than copying.
class UpscalePatches : public PatchSource {
public:
    /// Widths and heights of all pictures are multiples of the scale and at least side · scale.
    [[nodiscard]] static Result<std::unique_ptr<UpscalePatches>>
    make(const std::vector<Photo>& photos, const PatchOptions& options);

    [[nodiscard]] Batch batch(std::int64_t number) const override;

private:
    struct Pair {
        LumaPicture low, high;
    };

    UpscalePatches(std::vector<Pair> pairs, const PatchOptions& options);

    std::vector<Pair> pairs_;
    PatchOptions options_;
    PictureChoice choice_;
};

} // namespace kinovar::train
