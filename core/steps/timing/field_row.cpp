#include "core/steps/timing/field_row.h"

#include <algorithm>
#include <cmath>

// The instruction sets worth their code size, as in core/image/row_kernels.cpp.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/steps/timing/field_row.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes before it.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kinovar::steps::HWY_NAMESPACE {

constexpr float kLevel = 1.0F / 255;
/// Change up to which a value stands still.
constexpr float kStill = 1 * kLevel;
constexpr float kSlow = 2 * kLevel;
constexpr float kFast = 4 * kLevel;
/// How far, in measured changes, a value may lie from the mean of the fields around.
constexpr float kReach = 2.5F;

/// Weights of a filter, for the means of: near, far, the row in both fields around, the rows 2 and
/// 4 from it there, near in the frames before and after.
struct Weights {
    float near, far, same, two, four, other;
};
constexpr Weights kSlowWeights{0.857F, -0.004F, 0.217F, -0.064F, -0.015F, 0.009F};
constexpr Weights kMiddleWeights{1.070F, -0.149F, 0.084F, -0.059F, 0.035F, 0.019F};
constexpr Weights kFastWeights{1.146F, -0.174F, 0.010F, 0.0F, 0.012F, 0.006F};

HWY_ATTR inline float weigh(const Weights& weights, float near, float far, float same, float two,
                            float four, float other) {
    return weights.near * near + weights.far * far + weights.same * same + weights.two * two +
           weights.four * four + weights.other * other;
}

HWY_ATTR void fill(const FieldRows& rows, std::size_t count, float* HWY_RESTRICT row,
                   std::uint8_t* HWY_RESTRICT kind) {
    const float* HWY_RESTRICT c1 = rows.near[0];
    const float* HWY_RESTRICT c2 = rows.near[1];
    const float* HWY_RESTRICT p1 = rows.previous[0];
    const float* HWY_RESTRICT p2 = rows.previous[1];
    const float* HWY_RESTRICT n1 = rows.next[0];
    const float* HWY_RESTRICT n2 = rows.next[1];
    const auto& b = rows.before;
    const auto& a = rows.after;
    for (std::size_t i = 0; i < count; ++i) {
        const float around = std::abs(b[0][i] - a[0][i]) / 2;
        const float back = (std::abs(p1[i] - c1[i]) + std::abs(p2[i] - c2[i])) / 4;
        const float ahead = (std::abs(n1[i] - c1[i]) + std::abs(n2[i] - c2[i])) / 4;
        const float change = std::max(around, std::max(back, ahead));
        const float near = (c1[i] + c2[i]) / 2;
        const float far = (rows.far[0][i] + rows.far[1][i]) / 2;
        const float same = (b[0][i] + a[0][i]) / 2;
        const float two = (b[1][i] + b[2][i] + a[1][i] + a[2][i]) / 4;
        const float four = (b[3][i] + b[4][i] + a[3][i] + a[4][i]) / 4;
        const float other = (p1[i] + p2[i] + n1[i] + n2[i]) / 4;
        const float slow = weigh(kSlowWeights, near, far, same, two, four, other);
        const float middle = weigh(kMiddleWeights, near, far, same, two, four, other);
        const float fast = weigh(kFastWeights, near, far, same, two, four, other);
        float value = change < kSlow ? slow : middle;
        value = change < kFast ? value : fast;
        const float reach = kReach * change;
        value = std::min(std::max(value, same - reach), same + reach);
        row[i] = change < kStill ? rows.woven[i] : value;
        kind[i] = static_cast<std::uint8_t>((change < kStill ? 0 : 1) + (change < kFast ? 0 : 1));
    }
}

} // namespace kinovar::steps::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinovar::steps {

HWY_EXPORT(fill);

void fill_field_row(const FieldRows& rows, std::size_t count, float* row, std::uint8_t* kind) {
    HWY_DYNAMIC_DISPATCH(fill)(rows, count, row, kind);
}

} // namespace kinovar::steps
#endif
