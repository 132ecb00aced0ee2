#pragma once

#include <cstdint>
#include <span>

namespace kinovar::steps::simulate {

/// Wear of a single picture that a network can learn to undo from that picture alone.
struct LumaDamage {
    double blur_sigma = 0;  ///< px
    double grain_level = 0; ///< 1: as strong as the simulator's usual grain
    double grain_scale = 1; ///< size of the grain: picture height / 480
    std::int64_t seed = 1;  ///< another seed, other grain
};

/// Blurs, adds grain, clips and rounds to 8 bits. `values`: width × height, 0 to 1, in place.
/// OpenCV's exceptions pass through. Thread-safe.
void damage_luma(std::span<float> values, int width, int height, const LumaDamage& damage);

} // namespace kinovar::steps::simulate
