#include "core/steps/restore/dct_shrink_kernel.h"

#include <algorithm>

// The instruction sets worth their code size: what every x86-64 has, AVX2 and AVX-512 (or NEON).
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/steps/restore/dct_shrink_kernel.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes before it.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kinovar::steps::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr int kSide = 8;

// Eight floats: one vector, or two where vectors have four.
using Tag = hn::CappedTag<float, kSide>;
using Vector = hn::Vec<Tag>;

/// target[k] = Σ basis(k, i) · rows[i], row by row of eight values; `across`: basis(i, k).
template <bool kTransposed>
HWY_INLINE void rows_by_basis(const float* HWY_RESTRICT basis, const float* HWY_RESTRICT rows,
                              float* HWY_RESTRICT target) {
    const Tag tag;
    for (int part = 0; part < kSide; part += static_cast<int>(hn::Lanes(tag))) {
        Vector in[kSide];
        for (int i = 0; i < kSide; ++i) {
            in[i] = hn::LoadU(tag, rows + kSide * i + part);
        }
        for (int k = 0; k < kSide; ++k) {
            const auto factor = [&](int i) HWY_ATTR {
                return hn::Set(tag, kTransposed ? basis[kSide * i + k] : basis[kSide * k + i]);
            };
            Vector even = hn::Mul(factor(0), in[0]);
            Vector odd = hn::Mul(factor(1), in[1]);
            for (int i = 2; i < kSide; i += 2) {
                even = hn::MulAdd(factor(i), in[i], even);
                odd = hn::MulAdd(factor(i + 1), in[i + 1], odd);
            }
            hn::StoreU(hn::Add(even, odd), tag, target + kSide * k + part);
        }
    }
}

/// target = rows · factors, where factors is 8 × 8 row by row.
HWY_INLINE void rows_times(const float* HWY_RESTRICT rows, const float* HWY_RESTRICT factors,
                           float* HWY_RESTRICT target) {
    const Tag tag;
    for (int part = 0; part < kSide; part += static_cast<int>(hn::Lanes(tag))) {
        Vector column[kSide];
        for (int i = 0; i < kSide; ++i) {
            column[i] = hn::LoadU(tag, factors + kSide * i + part);
        }
        for (int k = 0; k < kSide; ++k) {
            const float* row = rows + kSide * k;
            Vector even = hn::Mul(hn::Set(tag, row[0]), column[0]);
            Vector odd = hn::Mul(hn::Set(tag, row[1]), column[1]);
            for (int i = 2; i < kSide; i += 2) {
                even = hn::MulAdd(hn::Set(tag, row[i]), column[i], even);
                odd = hn::MulAdd(hn::Set(tag, row[i + 1]), column[i + 1], odd);
            }
            hn::StoreU(hn::Add(even, odd), tag, target + kSide * k + part);
        }
    }
}

struct Basis {
    const float* straight;   ///< C
    const float* transposed; ///< Cᵀ
};

HWY_INLINE void forward(const float* source, std::ptrdiff_t stride, const Basis& basis,
                        float* coefficients) {
    HWY_ALIGN float block[kSide * kSide];
    HWY_ALIGN float half[kSide * kSide];
    for (int y = 0; y < kSide; ++y) {
        std::copy_n(source + y * stride, kSide, block + kSide * y);
    }
    rows_by_basis<false>(basis.straight, block, half);
    rows_times(half, basis.transposed, coefficients);
}

HWY_INLINE void backward(const float* coefficients, const Basis& basis, float* block) {
    HWY_ALIGN float half[kSide * kSide];
    rows_by_basis<true>(basis.straight, coefficients, half);
    rows_times(half, basis.straight, block);
}

/// Multiplies the coefficients by their gains and gives the weight of the block.
HWY_INLINE float shrink(float* HWY_RESTRICT values, const float* HWY_RESTRICT guide,
                        const float* HWY_RESTRICT spectrum, float power) {
    constexpr float kTiny = 1e-12F;
    constexpr float kOwnWeight = 0.2F;
    const Tag tag;
    const auto noise = hn::Set(tag, power);
    const auto tiny = hn::Set(tag, kTiny);
    const auto one = hn::Set(tag, 1.0F);
    auto squares = hn::Zero(tag);
    const float mean = values[0];
    for (int k = 0; k < kSide * kSide; k += static_cast<int>(hn::Lanes(tag))) {
        const auto value = hn::LoadU(tag, values + k);
        const auto nv = hn::Mul(noise, hn::LoadU(tag, spectrum + k));
        auto gain = one;
        if (guide == nullptr) {
            const auto size = hn::MulAdd(value, value, tiny);
            gain = hn::Max(hn::Zero(tag), hn::Sub(one, hn::Div(nv, size)));
        } else {
            const auto pilot = hn::LoadU(tag, guide + k);
            const auto size = hn::MulAdd(pilot, pilot, tiny);
            gain = hn::Div(size, hn::Add(size, nv));
        }
        squares = hn::MulAdd(gain, gain, squares);
        hn::StoreU(hn::Mul(gain, value), tag, values + k);
    }
    values[0] = mean;
    const float kept = hn::GetLane(hn::SumOfLanes(tag, squares)) / (kSide * kSide);
    return 1.0F / (kOwnWeight + kept);
}

HWY_INLINE void add_block(const float* HWY_RESTRICT block, float weight, float* HWY_RESTRICT sum,
                          float* HWY_RESTRICT weights, std::ptrdiff_t stride) {
    const Tag tag;
    const auto w = hn::Set(tag, weight);
    for (int y = 0; y < kSide; ++y) {
        for (int part = 0; part < kSide; part += static_cast<int>(hn::Lanes(tag))) {
            float* s = sum + y * stride + part;
            float* t = weights + y * stride + part;
            hn::StoreU(hn::MulAdd(w, hn::LoadU(tag, block + kSide * y + part), hn::LoadU(tag, s)),
                       tag, s);
            hn::StoreU(hn::Add(w, hn::LoadU(tag, t)), tag, t);
        }
    }
}

void shrink_row_of(const ShrinkRow& row) {
    HWY_ALIGN float transposed[kSide * kSide];
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            transposed[kSide * y + x] = row.basis[kSide * x + y];
        }
    }
    const Basis basis{row.basis, transposed};
    HWY_ALIGN float values[kSide * kSide];
    HWY_ALIGN float guide[kSide * kSide];
    HWY_ALIGN float block[kSide * kSide];
    for (int i = 0; i < row.count; ++i) {
        const std::ptrdiff_t x = static_cast<std::ptrdiff_t>(i) * row.step;
        const float sigma = row.sigma[x];
        forward(row.source + x, row.stride, basis, values);
        float power = sigma * sigma;
        if (row.guide != nullptr) {
            forward(row.guide + x, row.stride, basis, guide);
        } else {
            power *= row.strength;
        }
        const float weight =
            shrink(values, row.guide != nullptr ? guide : nullptr, row.spectrum, power);
        backward(values, basis, block);
        add_block(block, weight, row.sum + x, row.weight + x, row.stride);
    }
}

} // namespace kinovar::steps::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinovar::steps {

HWY_EXPORT(shrink_row_of);

void shrink_row(const ShrinkRow& row) {
    HWY_DYNAMIC_DISPATCH(shrink_row_of)(row);
}

} // namespace kinovar::steps
#endif
