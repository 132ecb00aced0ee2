// The transforms Bᵀ d B and A m Aᵀ of winograd.h; see hwy/foreach_target.h for the include guard.
#if defined(KINOVAR_CONV_TRANSFORMS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KINOVAR_CONV_TRANSFORMS_INL_H_
#undef KINOVAR_CONV_TRANSFORMS_INL_H_
#else
#define KINOVAR_CONV_TRANSFORMS_INL_H_
#endif

#include "core/nn/conv/panels-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kinovar::nn::conv::HWY_NAMESPACE {

using winograd::kInner;
using winograd::kOuter;

HWY_INLINE Vector constant(double value) {
    return hn::Set(Tag(), static_cast<float>(value));
}

/// Bᵀ of six values.
HWY_INLINE void transform_six(const Vector (&in)[kWindow], Vector (&out)[kWindow]) {
    const Vector inner2 = constant(kInner * kInner);
    const Vector outer2 = constant(kOuter * kOuter);
    const Vector product = constant(kInner * kInner * kOuter * kOuter);
    const Vector sum = constant(kInner * kInner + kOuter * kOuter);
    const Vector even_outer = hn::NegMulAdd(outer2, in[2], in[4]);
    const Vector odd_outer = hn::NegMulAdd(outer2, in[1], in[3]);
    const Vector even_inner = hn::NegMulAdd(inner2, in[2], in[4]);
    const Vector odd_inner = hn::NegMulAdd(inner2, in[1], in[3]);
    const Vector inner = constant(kInner);
    const Vector outer = constant(kOuter);
    out[0] = hn::NegMulAdd(sum, in[2], hn::MulAdd(product, in[0], in[4]));
    out[1] = hn::MulAdd(inner, odd_outer, even_outer);
    out[2] = hn::NegMulAdd(inner, odd_outer, even_outer);
    out[3] = hn::MulAdd(outer, odd_inner, even_inner);
    out[4] = hn::NegMulAdd(outer, odd_inner, even_inner);
    out[5] = hn::NegMulAdd(sum, in[3], hn::MulAdd(product, in[1], in[5]));
}

/// A of six products; its columns for ±p are divided by p, as those of G are multiplied by it.
HWY_INLINE void transform_four(const Vector (&in)[kWindow], Vector (&out)[kTile]) {
    const Vector inner_sum = hn::Add(in[1], in[2]);
    const Vector inner_difference = hn::Sub(in[1], in[2]);
    const Vector outer_sum = hn::Add(in[3], in[4]);
    const Vector outer_difference = hn::Sub(in[3], in[4]);
    out[0] = hn::MulAdd(constant(1 / kInner), inner_sum,
                        hn::MulAdd(constant(1 / kOuter), outer_sum, in[0]));
    out[1] = hn::Add(inner_difference, outer_difference);
    out[2] = hn::MulAdd(constant(kInner), inner_sum, hn::Mul(constant(kOuter), outer_sum));
    out[3] = hn::MulAdd(constant(kInner * kInner), inner_difference,
                        hn::MulAdd(constant(kOuter * kOuter), outer_difference, in[5]));
}

/// A window of 6×6 pixels, a vector of their channels, to a place in each point's matrix.
HWY_INLINE void transform_window(const float* HWY_RESTRICT from, std::ptrdiff_t step_y,
                                 std::ptrdiff_t step_x, float* HWY_RESTRICT to) {
    const Tag tag;
    Vector columns[kWindow][kWindow];
    HWY_UNROLL(6)
    for (int x = 0; x < kWindow; ++x) {
        Vector column[kWindow];
        HWY_UNROLL(6)
        for (int y = 0; y < kWindow; ++y) {
            column[y] = hn::LoadU(tag, from + y * step_y + x * step_x);
        }
        transform_six(column, columns[x]);
    }
    HWY_UNROLL(6)
    for (int y = 0; y < kWindow; ++y) {
        const Vector row[kWindow] = {columns[0][y], columns[1][y], columns[2][y],
                                     columns[3][y], columns[4][y], columns[5][y]};
        Vector done[kWindow];
        transform_six(row, done);
        HWY_UNROLL(6)
        for (int x = 0; x < kWindow; ++x) {
            hn::Store(done[x], tag, to + (y * kWindow + x) * kValueStep);
        }
    }
}

/// The way back: 36 products to a tile of 4×4 results.
HWY_INLINE void transform_products(const float* HWY_RESTRICT from, Vector (&tile)[kTile][kTile]) {
    const Tag tag;
    Vector columns[kWindow][kTile];
    HWY_UNROLL(6)
    for (int x = 0; x < kWindow; ++x) {
        Vector column[kWindow];
        HWY_UNROLL(6)
        for (int y = 0; y < kWindow; ++y) {
            column[y] = hn::Load(tag, from + (y * kWindow + x) * kProductStep);
        }
        transform_four(column, columns[x]);
    }
    HWY_UNROLL(4)
    for (int y = 0; y < kTile; ++y) {
        const Vector row[kWindow] = {columns[0][y], columns[1][y], columns[2][y],
                                     columns[3][y], columns[4][y], columns[5][y]};
        transform_four(row, tile[y]);
    }
}

} // namespace kinovar::nn::conv::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
