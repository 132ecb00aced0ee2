#include "core/image/metrics_kernels.h"

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/image/metrics_kernels.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes before it.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kinovar::rows::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::ScalableTag<float>;
using One = hn::CappedTag<float, 1>;

/// Calls step(tag, i) over [0, n): whole vectors first, then single lanes.
template <class Step>
HWY_ATTR void over(std::size_t n, const Step& step) {
    const Tag tag;
    const std::size_t lanes = hn::Lanes(tag);
    std::size_t i = 0;
    for (; i + lanes <= n; i += lanes) {
        step(tag, i);
    }
    for (; i < n; ++i) {
        step(One(), i);
    }
}

void clip_row(float* values, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        const float positive = values[i] > 0.0F ? values[i] : 0.0F; // NaN too
        values[i] = positive < 1.0F ? positive : 1.0F;
    }
}

Difference difference_of_rows(const float* a, const float* b, std::size_t n) {
    const Tag tag;
    auto squares = hn::Zero(tag);
    auto largest = hn::Zero(tag);
    const std::size_t lanes = hn::Lanes(tag);
    std::size_t i = 0;
    for (; i + lanes <= n; i += lanes) {
        const auto distance = hn::AbsDiff(hn::LoadU(tag, a + i), hn::LoadU(tag, b + i));
        squares = hn::MulAdd(distance, distance, squares);
        largest = hn::Max(largest, distance);
    }
    Difference result{hn::GetLane(hn::SumOfLanes(tag, squares)),
                      hn::GetLane(hn::MaxOfLanes(tag, largest))};
    for (; i < n; ++i) {
        const float distance = a[i] < b[i] ? b[i] - a[i] : a[i] - b[i];
        result.squares += static_cast<double>(distance) * distance;
        result.largest = distance > result.largest ? distance : result.largest;
    }
    return result;
}

void ssim_terms_row(const SsimTerms& terms, const float* HWY_RESTRICT a,
                    const float* HWY_RESTRICT b, std::size_t n) {
    float* HWY_RESTRICT s = terms.row[0];
    float* HWY_RESTRICT d = terms.row[1];
    float* HWY_RESTRICT s2 = terms.row[2];
    float* HWY_RESTRICT d2 = terms.row[3];
    for (std::size_t i = 0; i < n; ++i) {
        const float sum = a[i] + b[i] - 1.0F;
        const float difference = a[i] - b[i];
        s[i] = sum;
        d[i] = difference;
        s2[i] = sum * sum;
        d2[i] = difference * difference;
    }
}

void convolve_row(float* dst, const float* src, const float* taps, std::size_t count,
                  std::size_t n) {
    over(n, [=](auto tag, std::size_t i) HWY_ATTR {
        auto total = hn::Mul(hn::Set(tag, taps[0]), hn::LoadU(tag, src + i));
        for (std::size_t j = 1; j < count; ++j) {
            total = hn::MulAdd(hn::Set(tag, taps[j]), hn::LoadU(tag, src + i + j), total);
        }
        hn::StoreU(total, tag, dst + i);
    });
}

/// SSIM of the positions at i, from the weighted columns.
template <class D>
HWY_ATTR hn::Vec<D> ssim_at(D tag, std::size_t i, const float* const* means, const float* taps,
                            std::size_t count) {
    constexpr float kC1 = 0.01F * 0.01F;
    constexpr float kC2 = 0.03F * 0.03F;
    auto s = hn::Zero(tag);
    auto d = hn::Zero(tag);
    auto s2 = hn::Zero(tag);
    auto d2 = hn::Zero(tag);
    for (std::size_t j = 0; j < count; ++j) {
        const auto tap = hn::Set(tag, taps[j]);
        s = hn::MulAdd(tap, hn::LoadU(tag, means[j] + i), s);
        d = hn::MulAdd(tap, hn::LoadU(tag, means[count + j] + i), d);
        s2 = hn::MulAdd(tap, hn::LoadU(tag, means[2 * count + j] + i), s2);
        d2 = hn::MulAdd(tap, hn::LoadU(tag, means[3 * count + j] + i), d2);
    }
    // With the sum s' = μa + μb and d = μa − μb: 2·μa·μb = (s'² − d²)/2, μa² + μb² = (s'² + d²)/2,
    // and alike for the (co)variances; identical pictures give exactly 1 that way.
    const auto half = hn::Set(tag, 0.5F);
    const auto variance_s = hn::Mul(half, hn::NegMulAdd(s, s, s2));
    const auto variance_d = hn::Mul(half, hn::NegMulAdd(d, d, d2));
    const auto sum = hn::Add(s, hn::Set(tag, 1.0F));
    const auto mean_s = hn::Mul(half, hn::Mul(sum, sum));
    const auto mean_d = hn::Mul(half, hn::Mul(d, d));
    const auto c1 = hn::Set(tag, kC1);
    const auto c2 = hn::Set(tag, kC2);
    const auto above =
        hn::Mul(hn::Add(hn::Sub(mean_s, mean_d), c1), hn::Add(hn::Sub(variance_s, variance_d), c2));
    const auto below =
        hn::Mul(hn::Add(hn::Add(mean_s, mean_d), c1), hn::Add(hn::Add(variance_s, variance_d), c2));
    return hn::Div(above, below);
}

double ssim_sum_row(const float* const* means, const float* taps, std::size_t count,
                    std::size_t n) {
    const Tag tag;
    const std::size_t lanes = hn::Lanes(tag);
    auto total = hn::Zero(tag);
    std::size_t i = 0;
    for (; i + lanes <= n; i += lanes) {
        total = hn::Add(total, ssim_at(tag, i, means, taps, count));
    }
    double result = hn::GetLane(hn::SumOfLanes(tag, total));
    for (; i < n; ++i) {
        result += hn::GetLane(ssim_at(One(), i, means, taps, count));
    }
    return result;
}

} // namespace kinovar::rows::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinovar::rows {

HWY_EXPORT(clip_row);
HWY_EXPORT(difference_of_rows);
HWY_EXPORT(ssim_terms_row);
HWY_EXPORT(convolve_row);
HWY_EXPORT(ssim_sum_row);

void clip(float* values, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(clip_row)(values, n);
}

Difference difference(const float* a, const float* b, std::size_t n) {
    return HWY_DYNAMIC_DISPATCH(difference_of_rows)(a, b, n);
}

void ssim_terms(const SsimTerms& terms, const float* a, const float* b, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(ssim_terms_row)(terms, a, b, n);
}

void convolve(float* dst, const float* src, const float* taps, std::size_t count, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(convolve_row)(dst, src, taps, count, n);
}

double ssim_sum(const float* const* means, const float* taps, std::size_t count, std::size_t n) {
    return HWY_DYNAMIC_DISPATCH(ssim_sum_row)(means, taps, count, n);
}

} // namespace kinovar::rows
#endif
