#include "core/gallery/tone.h"

#include "core/gallery/matte_sample.h"
#include "core/image/luma.h"

#include <algorithm>
#include <cmath>

namespace kinovar::gallery {

namespace {

constexpr int kEvery = 3; ///< pixels, each way: plenty for an average
constexpr float kLeastContrast = 0.03F;
constexpr float kMostGain = 1.6F;
/// Colour weaker than this is that of grey scans.
constexpr float kGrey = 0.012F;

} // namespace

Tone tone_of(const Frame& picture, const portrait::Matte& matte) {
    const LumaWeights weights = luma_weights(picture);
    double sum = 0;
    double mean = 0;
    double square = 0;
    double colour = 0;
    for (int y = 0; y < picture.height(); y += kEvery) {
        const float* row = picture.row(y);
        for (int x = 0; x < picture.width(); x += kEvery) {
            const float* p = row + static_cast<std::ptrdiff_t>(x) * Frame::kChannels;
            const double luma = weights.red * p[0] + weights.green * p[1] + weights.blue * p[2];
            const double w = matte_at(matte, x, y, picture.width(), picture.height());
            sum += w;
            mean += w * luma;
            square += w * luma * luma;
            colour += w * std::hypot(p[0] - luma, p[2] - luma);
        }
    }
    if (sum <= 0) {
        return {};
    }
    mean /= sum;
    const double variance = std::max(0.0, square / sum - mean * mean);
    return {static_cast<float>(mean), static_cast<float>(std::sqrt(variance)),
            static_cast<float>(colour / sum)};
}

ColourChange towards(const Tone& own, const Tone& other, float way, const Frame& picture) {
    const float contrast = std::max(own.contrast, kLeastContrast);
    const float wanted = contrast + (std::max(other.contrast, kLeastContrast) - contrast) * way;
    const float gain = std::clamp(wanted / contrast, 1 / kMostGain, kMostGain);
    const float mean = own.mean + (other.mean - own.mean) * way;
    const float offset = mean - gain * own.mean;
    float colour = 1;
    if (own.colour > kGrey && other.colour < own.colour) {
        colour = 1 + (other.colour / own.colour - 1) * way;
    }
    const LumaWeights weights = luma_weights(picture);
    const std::array<double, 3> luma{weights.red, weights.green, weights.blue};
    ColourChange change{};
    for (std::size_t row = 0; row < change.size(); ++row) {
        for (std::size_t column = 0; column < luma.size(); ++column) {
            // Luma takes gain and offset, what is left of grey the colour's factor.
            change[row][column] = static_cast<float>(luma[column]) * (gain - colour) +
                                  (row == column ? colour : 0.0F);
        }
        change[row][3] = offset;
    }
    return change;
}

} // namespace kinovar::gallery
