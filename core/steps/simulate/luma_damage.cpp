#include "core/steps/simulate/luma_damage.h"

#include "core/steps/simulate/grain.h"
#include "core/steps/simulate/raster.h"
#include "core/steps/simulate/transport.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace kinovar::steps::simulate {

void damage_luma(std::span<float> values, int width, int height, const LumaDamage& damage) {
    constexpr float kPeak = 255;
    Raster picture(width, height, 1);
    assert(values.size() == picture.values.size());
    std::copy(values.begin(), values.end(), picture.values.begin());
    blur(picture, damage.blur_sigma);
    Grain(damage.seed, damage.grain_level, damage.grain_scale).add_to(picture, 0);
    std::transform(picture.values.begin(), picture.values.end(), values.begin(), [](float value) {
        return std::round(std::clamp(value, 0.0F, 1.0F) * kPeak) / kPeak;
    });
}

} // namespace kinovar::steps::simulate
