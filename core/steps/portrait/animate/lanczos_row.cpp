#include "core/steps/portrait/animate/lanczos_row.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

// The instruction sets worth their code size: what every x86-64 has, AVX2 and AVX-512 (or NEON).
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/steps/portrait/animate/lanczos_row.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes before it.
#include <hwy/highway.h>

#ifndef KINOVAR_LANCZOS_TABLE
#define KINOVAR_LANCZOS_TABLE
namespace kinovar::portrait::lanczos {

constexpr int kChannels = 3;
constexpr int kRowValues = kTaps * kChannels;
constexpr int kPhases = 1024;

/// Weights of the taps for each part of a pixel, each three times for the channels.
inline const float* weights_of(int phase) {
    static const std::vector<float> table = [] {
        constexpr double kLobes = 4;
        const auto sinc = [](double t) {
            return t == 0 ? 1 : std::sin(std::numbers::pi * t) / (std::numbers::pi * t);
        };
        std::vector<float> weights;
        for (int p = 0; p < kPhases; ++p) {
            double taps[kTaps];
            double sum = 0;
            for (int i = 0; i < kTaps; ++i) {
                const double t = static_cast<double>(p) / kPhases - (i - kBefore);
                // Exact zeros, so that a place that is a pixel gives that pixel.
                taps[i] = p == 0 ? (i == kBefore ? 1 : 0) : sinc(t) * sinc(t / kLobes);
                sum += taps[i];
            }
            for (const double tap : taps) {
                weights.insert(weights.end(), kChannels, static_cast<float>(tap / sum));
            }
        }
        return weights;
    }();
    return table.data() + static_cast<std::ptrdiff_t>(phase) * kRowValues;
}

inline int mirrored(int at, int count) {
    if (count == 1) {
        return 0;
    }
    const int period = 2 * (count - 1);
    at %= period;
    at = at < 0 ? at + period : at;
    return std::min(at, period - at);
}

} // namespace kinovar::portrait::lanczos
#endif

HWY_BEFORE_NAMESPACE();
namespace kinovar::portrait::lanczos::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Eight values at most: three vectors are then the taps of a row.
using Floats = hn::CappedTag<float, 8>;

HWY_INLINE void sample(float* HWY_RESTRICT out, const float* HWY_RESTRICT first, std::size_t stride,
                       const float* HWY_RESTRICT across, const float* HWY_RESTRICT down) {
    const Floats tag;
    const std::size_t step = hn::Lanes(tag);
    HWY_ALIGN float sums[kRowValues];
    for (std::size_t i = 0; i < kRowValues; i += step) {
        auto sum = hn::Zero(tag);
        for (int row = 0; row < kTaps; ++row) {
            sum = hn::MulAdd(hn::LoadU(tag, first + static_cast<std::size_t>(row) * stride + i),
                             hn::Set(tag, down[row * kChannels]), sum);
        }
        hn::Store(hn::Mul(sum, hn::LoadU(tag, across + i)), tag, sums + i);
    }
    for (int c = 0; c < kChannels; ++c) {
        const float* s = sums + c;
        out[c] = ((s[0] + s[3]) + (s[6] + s[9])) + ((s[12] + s[15]) + (s[18] + s[21]));
    }
}

void sample_row_kernel(float* out, std::size_t n, const Picture& picture, const float* xs,
                       const float* ys) {
    float patch[kTaps * kRowValues];
    for (std::size_t i = 0; i < n; ++i) {
        // In phases; far beyond the edges nothing but the edge is seen.
        const float reach_x = static_cast<float>(picture.width) * 2;
        const float reach_y = static_cast<float>(picture.height) * 2;
        const auto at_x = static_cast<std::int64_t>(std::lrint(
            std::clamp(static_cast<double>(xs[i]), -1.0 * reach_x, 1.0 * reach_x) * kPhases));
        const auto at_y = static_cast<std::int64_t>(std::lrint(
            std::clamp(static_cast<double>(ys[i]), -1.0 * reach_y, 1.0 * reach_y) * kPhases));
        const int column = static_cast<int>(at_x >> 10) - kBefore;
        const int row = static_cast<int>(at_y >> 10) - kBefore;
        const float* across = weights_of(static_cast<int>(at_x & (kPhases - 1)));
        const float* down = weights_of(static_cast<int>(at_y & (kPhases - 1)));
        if (column >= 0 && row >= 0 && column + kTaps <= picture.width &&
            row + kTaps <= picture.height) {
            const float* first = picture.values + static_cast<std::size_t>(row) * picture.stride +
                                 static_cast<std::size_t>(column) * kChannels;
            sample(out + kChannels * i, first, picture.stride, across, down);
            continue;
        }
        for (int v = 0; v < kTaps; ++v) {
            const float* line =
                picture.values +
                static_cast<std::size_t>(mirrored(row + v, picture.height)) * picture.stride;
            for (int u = 0; u < kTaps; ++u) {
                std::copy_n(line + kChannels * mirrored(column + u, picture.width), kChannels,
                            patch + v * kRowValues + u * kChannels);
            }
        }
        sample(out + kChannels * i, patch, kRowValues, across, down);
    }
}

} // namespace kinovar::portrait::lanczos::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinovar::portrait::lanczos {

HWY_EXPORT(sample_row_kernel);

void sample_row(float* out, std::size_t n, const Picture& picture, const float* x, const float* y) {
    HWY_DYNAMIC_DISPATCH(sample_row_kernel)(out, n, picture, x, y);
}

} // namespace kinovar::portrait::lanczos
#endif
