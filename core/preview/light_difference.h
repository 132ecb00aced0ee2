#pragma once

#include "core/base/result.h"
#include "core/preview/picture.h"

#include <vector>

namespace kinovar::preview {

/// How far the light of two frames is apart, whatever their colours.
struct LightDifference {
    int width = 0;
    int height = 0;
    std::vector<float> levels; ///< |Y'a − Y'b| in 8-bit levels, not rounded; row-major
    float largest = 0;
};

/// Luma is each frame's own (by its matrix), in float: nothing is rounded to 8 bits first. Frames
/// of different sizes are compared at the size of the smaller one. Thread-safe.
[[nodiscard]] Result<LightDifference> light_difference(const Frame& a, const Frame& b);

/// As greys, `gain` levels for each level.
[[nodiscard]] PicturePtr picture_of(const LightDifference& difference, int gain);

} // namespace kinovar::preview
