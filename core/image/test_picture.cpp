#include "core/image/test_picture.h"

#include <cmath>
#include <cstdint>
#include <memory>

namespace kinovar {

FramePtr test_picture(int width, int height, int n) {
    auto frame = std::make_shared<Frame>(width, height, ColourSpec::bt709());
    // Numerical Recipes' linear congruential generator: good enough for grain.
    std::uint32_t noise = 0x9E3779B9U * static_cast<std::uint32_t>(n + 1);
    for (int y = 0; y < height; ++y) {
        float* row = frame->row(y);
        for (int x = 0; x < width; ++x) {
            noise = noise * 1664525U + 1013904223U;
            const float grain = static_cast<float>(noise >> 8U) / 16777216.0F - 0.5F;
            const auto fx = static_cast<float>(x + 3 * n);
            const auto fy = static_cast<float>(y + n);
            const float shape = std::sin(fx * 0.013F) * std::sin(fy * 0.017F);
            const float texture = std::sin(fx * 0.9F) * std::sin(fy * 0.7F);
            const float luma = 0.5F + 0.3F * shape + 0.08F * texture + 0.06F * grain;
            row[3 * x] = luma + 0.05F * shape;
            row[3 * x + 1] = luma;
            row[3 * x + 2] = luma - 0.05F * shape;
        }
    }
    return frame;
}

} // namespace kinovar
