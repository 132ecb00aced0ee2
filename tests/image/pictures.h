#pragma once

#include "core/image/frame.h"

#include <memory>
#include <random>

namespace kinovar::test {

inline std::shared_ptr<Frame> random_frame(int width, int height, unsigned seed,
                                           const ColourSpec& colour = ColourSpec::srgb()) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> values(0, 1);
    auto frame = std::make_shared<Frame>(width, height, colour);
    for (float& value : frame->values()) {
        value = values(random);
    }
    return frame;
}

inline std::shared_ptr<Frame> flat_frame(int width, int height, float r, float g, float b) {
    auto frame = std::make_shared<Frame>(width, height, ColourSpec::srgb());
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            frame->row(y)[3 * x] = r;
            frame->row(y)[3 * x + 1] = g;
            frame->row(y)[3 * x + 2] = b;
        }
    }
    return frame;
}

} // namespace kinovar::test
