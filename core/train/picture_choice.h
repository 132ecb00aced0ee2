#pragma once

#include "core/steps/simulate/counter_random.h"
#include "core/train/detail_map.h"
#include "core/train/luma_picture.h"

#include <vector>

namespace kinovar::train {

/// Chooses where to cut patches: large pictures more often than small ones, parts with detail more
/// often than flat ones. Borrows the pictures.
class PictureChoice {
public:
    struct Place {
        std::size_t picture;
        int x, y; ///< left upper corner, a multiple of the grid
    };

    /// All pictures are at least `side` px high and wide.
    PictureChoice(const std::vector<const LumaPicture*>& pictures, int side, int grid);

    [[nodiscard]] Place choose(steps::simulate::CounterRandom& random) const;

private:
    struct Candidate {
        int width, height;
        DetailMap detail;
        double weight_up_to; ///< of this and those before
    };

    std::vector<Candidate> candidates_;
    int side_;
    int grid_;
};

} // namespace kinovar::train
