#pragma once

#include "core/train/luma_picture.h"

#include <vector>

namespace kinovar::train {

/// How much there is to learn from each part of a picture: the mean difference of neighbouring
/// pixels in tiles. Sky and other flat parts fill much of most photographs and teach little.
class DetailMap {
public:
    explicit DetailMap(const LumaPicture& picture);

    /// Chance with which a patch is to be taken: 1 where the tile about its centre has as much
    /// detail as the photograph has on the average, less where it is flatter.
    [[nodiscard]] double chance(int centre_x, int centre_y) const;

private:
    int columns_ = 0;
    int rows_ = 0;
    std::vector<float> detail_; ///< of each tile, 1: the picture's mean
};

} // namespace kinovar::train
