#pragma once

#include "core/steps/simulate/age_truth.h"

#include <cstdint>
#include <vector>

namespace kinovar::steps::simulate {

/// One piece of dirt before it is drawn. Pixels.
struct StampSpec {
    StampClass kind = StampClass::Speck;
    std::uint64_t key = 0; ///< of its own random numbers
    double x = 0, y = 0;   ///< centre
    double size = 1;       ///< radius of lumps, length of threads, spread of clouds
    double rotation = 0;   ///< radians
    double softness = 1;   ///< half the width of its edge
    double scale = 1;      ///< picture height / 480
};

/// How much a stamp covers the pixels of a rectangle: 0 … 1, row-major.
struct AlphaPatch {
    int x = 0, y = 0, width = 0, height = 0;
    std::vector<float> alpha;
};

/// Draws the shape, sub-pixel exact, cropped to a picture of width × height. Shapes are made here:
/// lumps are thresholded fractal noise under a radial fall-off, threads are random walks of
/// direction drawn with a tapering pen, clouds are scattered dots. Thread-safe.
[[nodiscard]] AlphaPatch draw_stamp(const StampSpec& spec, int width, int height);

} // namespace kinovar::steps::simulate
