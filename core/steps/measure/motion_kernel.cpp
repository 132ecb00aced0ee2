#include "core/steps/measure/motion_kernel.h"

#include <algorithm>
#include <cmath>

// The instruction sets worth their code size: what every x86-64 has, AVX2 and AVX-512 (or NEON).
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/steps/measure/motion_kernel.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes before it.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kinovar::steps::motion::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

void add_row_kernel(double* sums, const RowPair& row, std::size_t n, const Robust& robust) {
    const hn::ScalableTag<float> tag;
    using Vector = hn::Vec<decltype(tag)>;
    const std::size_t step = hn::Lanes(tag);
    const Vector fx = hn::Set(tag, row.fx);
    const Vector fy = hn::Set(tag, row.fy);
    const Vector gain = hn::Set(tag, robust.gain);
    const Vector inverse = hn::Set(tag, robust.inverse_scale);
    const Vector dark = hn::Set(tag, robust.darkest);
    const Vector bright = hn::Set(tag, robust.brightest);
    const Vector one = hn::Set(tag, 1.0F);
    Vector xx = hn::Zero(tag);
    Vector xy = xx;
    Vector xa = xx;
    Vector yy = xx;
    Vector ya = xx;
    Vector aa = xx;
    Vector xr = xx;
    Vector yr = xx;
    Vector ar = xx;
    Vector weight_sum = xx;
    Vector value_sum = xx;
    Vector residual_sum = xx;
    std::size_t i = 0;
    for (; i + step <= n; i += step) {
        const Vector top = hn::LoadU(tag, row.b0 + i);
        const Vector low = hn::LoadU(tag, row.b1 + i);
        const Vector top_next = hn::LoadU(tag, row.b0 + i + 1);
        const Vector low_next = hn::LoadU(tag, row.b1 + i + 1);
        const Vector left = hn::MulAdd(fy, hn::Sub(low, top), top);
        const Vector right = hn::MulAdd(fy, hn::Sub(low_next, top_next), top_next);
        const Vector b = hn::MulAdd(fx, hn::Sub(right, left), left);
        const Vector a = hn::LoadU(tag, row.a + i);
        const Vector gx = hn::LoadU(tag, row.ax + i);
        const Vector gy = hn::LoadU(tag, row.ay + i);
        const Vector r = hn::NegMulAdd(gain, a, b);
        const Vector scaled = hn::Mul(r, inverse);
        const Vector root = hn::Div(one, hn::MulAdd(scaled, scaled, one));
        const auto seen = hn::And(hn::Gt(a, dark), hn::Lt(a, bright));
        const Vector w = hn::IfThenElseZero(seen, hn::Mul(root, root));
        const Vector wx = hn::Mul(w, gx);
        const Vector wy = hn::Mul(w, gy);
        const Vector wa = hn::Mul(w, a);
        xx = hn::MulAdd(wx, gx, xx);
        xy = hn::MulAdd(wx, gy, xy);
        xa = hn::MulAdd(wx, a, xa);
        yy = hn::MulAdd(wy, gy, yy);
        ya = hn::MulAdd(wy, a, ya);
        aa = hn::MulAdd(wa, a, aa);
        xr = hn::MulAdd(wx, r, xr);
        yr = hn::MulAdd(wy, r, yr);
        ar = hn::MulAdd(wa, r, ar);
        weight_sum = hn::Add(weight_sum, w);
        value_sum = hn::Add(value_sum, wa);
        residual_sum = hn::MulAdd(w, r, residual_sum);
    }
    const Vector all[] = {xx, xy, xa, yy, ya, aa, xr, yr, ar, weight_sum, value_sum, residual_sum};
    for (std::size_t k = 0; k < kSums; ++k) {
        sums[k] += static_cast<double>(hn::GetLane(hn::SumOfLanes(tag, all[k])));
    }
    for (; i < n; ++i) {
        const float left = row.b0[i] + row.fy * (row.b1[i] - row.b0[i]);
        const float right = row.b0[i + 1] + row.fy * (row.b1[i + 1] - row.b0[i + 1]);
        const float a = row.a[i];
        const float r = left + row.fx * (right - left) - robust.gain * a;
        const float root = 1 / (1 + r * robust.inverse_scale * r * robust.inverse_scale);
        const float w = a > robust.darkest && a < robust.brightest ? root * root : 0;
        const float g[] = {row.ax[i], row.ay[i], a};
        const float values[] = {g[0] * g[0], g[0] * g[1], g[0] * a, g[1] * g[1], g[1] * a, a * a,
                                g[0] * r,    g[1] * r,    a * r,    1,           a,        r};
        for (std::size_t k = 0; k < kSums; ++k) {
            sums[k] += static_cast<double>(w * values[k]);
        }
    }
}

} // namespace kinovar::steps::motion::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinovar::steps::motion {

HWY_EXPORT(add_row_kernel);

void add_row(Sums& sums, const RowPair& row, std::size_t n, const Robust& robust) {
    HWY_DYNAMIC_DISPATCH(add_row_kernel)(sums.data(), row, n, robust);
}

std::size_t sample_row(float* out, const RowPair& row, std::size_t n, const Robust& robust,
                       std::size_t step) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < n; i += step) {
        const float left = row.b0[i] + row.fy * (row.b1[i] - row.b0[i]);
        const float right = row.b0[i + 1] + row.fy * (row.b1[i + 1] - row.b0[i + 1]);
        out[count++] = std::abs(left + row.fx * (right - left) - robust.gain * row.a[i]);
    }
    return count;
}

} // namespace kinovar::steps::motion
#endif
