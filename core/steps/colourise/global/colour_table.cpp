#include "core/steps/colourise/global/colour_table.h"

#include <algorithm>
#include <cmath>

namespace kinovar::colourise {

namespace {

constexpr int kSteps = 32; // of a cube's side from black to white
constexpr int kBeyond = 2; // steps below black and above white: what video allows
constexpr int kSize = kSteps + 2 * kBeyond + 1;
constexpr float kLeastLuma = 1e-4F; // below it a colour has no hue

float level(int node) {
    return static_cast<float>(node - kBeyond) / kSteps;
}

ColourSpec resolved(const pipeline::ClipInfo& info) {
    return info.colour.resolved(info.height, info.colour.matrix == Matrix::Rgb);
}

} // namespace

std::shared_ptr<const steps::LutColours> table_of(const ColourMap& map) {
    steps::CubeLut cube;
    cube.size = kSize;
    cube.domain_min.fill(level(0));
    cube.domain_max.fill(level(kSize - 1));
    cube.entries.reserve(std::size_t{kSize} * kSize * kSize);
    for (int b = 0; b < kSize; ++b) {
        for (int g = 0; g < kSize; ++g) {
            for (int r = 0; r < kSize; ++r) {
                const Rgb colour{level(r), level(g), level(b)};
                Rgb inside = colour;
                for (float& value : inside) {
                    value = std::clamp(value, 0.0F, 1.0F);
                }
                Rgb mapped = map(inside);
                for (std::size_t c = 0; c < mapped.size(); ++c) {
                    mapped[c] += colour[c] - inside[c];
                }
                cube.entries.push_back(mapped);
            }
        }
    }
    return std::make_shared<const steps::LutColours>(cube);
}

float luma_of(const Rgb& colour, const LumaWeights& weights) {
    return static_cast<float>(weights.red * colour[0] + weights.green * colour[1] +
                              weights.blue * colour[2]);
}

Rgb held_to_luma(const Rgb& colour, float luma, const LumaWeights& weights) {
    const float now = luma_of(colour, weights);
    if (now < kLeastLuma) {
        return {luma, luma, luma};
    }
    Rgb held = colour;
    float part = 1; // of the way from grey that can be shown
    for (float& value : held) {
        value *= luma / now;
        const float away = value - luma;
        const float room = away > 0 ? 1 - luma : luma;
        if (std::abs(away) > room) {
            part = std::min(part, room / std::abs(away));
        }
    }
    for (float& value : held) {
        value = luma + part * (value - luma);
    }
    return held;
}

LumaWeights luma_weights_of(const pipeline::ClipInfo& info) {
    return luma_weights(resolved(info).matrix);
}

Transfer transfer_of(const pipeline::ClipInfo& info) {
    return resolved(info).transfer;
}

} // namespace kinovar::colourise
