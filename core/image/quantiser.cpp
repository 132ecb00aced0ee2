#include "core/image/quantiser.h"

#include "core/image/row_kernels.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace kinovar {

namespace {

constexpr int kBayerSize = 8;
using Pattern = std::array<std::array<float, kBayerSize>, kBayerSize>;

/// Offsets in steps of code, within ±0.47: rounding noise of float cannot carry an exact code over
/// to its neighbour.
constexpr Pattern bayer_pattern() {
    constexpr float kAmplitude = 15.0F / 16;
    Pattern pattern{};
    for (int y = 0; y < kBayerSize; ++y) {
        for (int x = 0; x < kBayerSize; ++x) {
            int rank = 0;
            for (int bit = 1; bit < kBayerSize; bit *= 2) {
                rank = 4 * rank + 2 * (((x ^ y) & bit) != 0 ? 1 : 0) + ((y & bit) != 0 ? 1 : 0);
            }
            const float place = (static_cast<float>(rank) + 0.5F) / (kBayerSize * kBayerSize);
            pattern[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] =
                kAmplitude * (place - 0.5F);
        }
    }
    return pattern;
}

constexpr Pattern kBayer = bayer_pattern();
constexpr std::array<float, kBayerSize> kFlat{};

// Floyd and Steinberg's shares of the error.
constexpr float kRight = 7.0F / 16;
constexpr float kBelowLeft = 3.0F / 16;
constexpr float kBelow = 5.0F / 16;
constexpr float kBelowRight = 1.0F / 16;

/// Adding and taking away 1.5·2²³ leaves the nearest whole number: floats have no fraction there.
constexpr float kRounder = 12582912.0F;

/// Into [0, max]; NaN to 0.
float clipped(float value, float max) {
    const float positive = value > 0.0F ? value : 0.0F;
    return positive < max ? positive : max;
}

} // namespace

Quantiser::Quantiser(const SampleScale& scale, int bits, int width, Dither dither)
    : scale_(scale), wide_(bits > 8), width_(static_cast<std::size_t>(width)), dither_(dither) {
    if (dither == Dither::ErrorDiffusion) {
        error_.resize(width_ + 2);
    }
}

void Quantiser::write_row(const float* values, int y, void* target) {
    if (wide_) {
        write(values, y, static_cast<std::uint16_t*>(target));
    } else {
        write(values, y, static_cast<std::uint8_t*>(target));
    }
}

template <class Sample>
void Quantiser::write(const float* values, int y, Sample* target) {
    if (dither_ == Dither::ErrorDiffusion) {
        if (y == 0) {
            std::fill(error_.begin(), error_.end(), 0.0F);
        }
        diffuse(values, target);
        return;
    }
    const auto& pattern =
        dither_ == Dither::Ordered ? kBayer[static_cast<std::size_t>(y % kBayerSize)] : kFlat;
    rows::pack(target, values, width_, scale_.zero, scale_.span, scale_.max, pattern.data());
}

template <class Sample>
void Quantiser::diffuse(const float* values, Sample* target) {
    // error_[i + 1] is still the share of the row above for pixel i while it is read here;
    // error_[i] is final for the row below once pixel i is done. The clipping of the code lies off
    // the chain from pixel to pixel, whose length is what this loop's speed hangs on.
    float left_error = 0;
    float before_left_error = 0;
    for (std::size_t i = 0; i < width_; ++i) {
        const float own = clipped(values[i] * scale_.span + scale_.zero, scale_.max);
        const float wanted = own + error_[i + 1] + kRight * left_error;
        const float nearest = (wanted + kRounder) - kRounder;
        const float error = wanted - nearest;
        target[i] = static_cast<Sample>(clipped(nearest, scale_.max));
        error_[i] = kBelowLeft * error + kBelow * left_error + kBelowRight * before_left_error;
        before_left_error = left_error;
        left_error = error;
    }
    error_[width_] = kBelow * left_error + kBelowRight * before_left_error;
}

} // namespace kinovar
