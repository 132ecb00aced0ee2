#include "core/image/row_kernels.h"

#include <algorithm>

// The instruction sets worth their code size: what every x86-64 has, AVX2 and AVX-512 (or NEON).
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/image/row_kernels.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes before it.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kinovar::rows::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class Sample>
void unpack_row(float* HWY_RESTRICT dst, const Sample* HWY_RESTRICT src, std::size_t n, float zero,
                float span) {
    for (std::size_t i = 0; i < n; ++i) {
        dst[i] = (static_cast<float>(src[i]) - zero) / span;
    }
}

void unpack_u8(float* dst, const std::uint8_t* src, std::size_t n, float zero, float span) {
    unpack_row(dst, src, n, zero, span);
}

void unpack_u16(float* dst, const std::uint16_t* src, std::size_t n, float zero, float span) {
    unpack_row(dst, src, n, zero, span);
}

void interleave_row(float* HWY_RESTRICT dst, const float* HWY_RESTRICT r,
                    const float* HWY_RESTRICT g, const float* HWY_RESTRICT b, std::size_t n) {
    const hn::ScalableTag<float> tag;
    const std::size_t step = hn::Lanes(tag);
    std::size_t i = 0;
    for (; i + step <= n; i += step) {
        hn::StoreInterleaved3(hn::LoadU(tag, r + i), hn::LoadU(tag, g + i), hn::LoadU(tag, b + i),
                              tag, dst + 3 * i);
    }
    for (; i < n; ++i) {
        dst[3 * i] = r[i];
        dst[3 * i + 1] = g[i];
        dst[3 * i + 2] = b[i];
    }
}

void deinterleave_row(float* HWY_RESTRICT r, float* HWY_RESTRICT g, float* HWY_RESTRICT b,
                      const float* HWY_RESTRICT src, std::size_t n) {
    const hn::ScalableTag<float> tag;
    const std::size_t step = hn::Lanes(tag);
    std::size_t i = 0;
    for (; i + step <= n; i += step) {
        hn::Vec<decltype(tag)> red;
        hn::Vec<decltype(tag)> green;
        hn::Vec<decltype(tag)> blue;
        hn::LoadInterleaved3(tag, src + 3 * i, red, green, blue);
        hn::StoreU(red, tag, r + i);
        hn::StoreU(green, tag, g + i);
        hn::StoreU(blue, tag, b + i);
    }
    for (; i < n; ++i) {
        r[i] = src[3 * i];
        g[i] = src[3 * i + 1];
        b[i] = src[3 * i + 2];
    }
}

template <class Store>
void luma_row(const float* HWY_RESTRICT rgb, std::size_t n, const float* weights, Store store) {
    const hn::ScalableTag<float> tag;
    const std::size_t step = hn::Lanes(tag);
    const auto wr = hn::Set(tag, weights[0]);
    const auto wg = hn::Set(tag, weights[1]);
    const auto wb = hn::Set(tag, weights[2]);
    const auto luma_at = [&](const float* pixels) {
        hn::Vec<decltype(tag)> red;
        hn::Vec<decltype(tag)> green;
        hn::Vec<decltype(tag)> blue;
        hn::LoadInterleaved3(tag, pixels, red, green, blue);
        return hn::MulAdd(wr, red, hn::MulAdd(wg, green, hn::Mul(wb, blue)));
    };
    std::size_t i = 0;
    for (; i + step <= n; i += step) {
        store(i, step, luma_at(rgb + 3 * i));
    }
    if (i < n) {
        HWY_ALIGN float rest[3 * hn::MaxLanes(tag)] = {};
        std::copy_n(rgb + 3 * i, 3 * (n - i), rest);
        store(i, n - i, luma_at(rest));
    }
}

void luma_f32(float* dst, const float* rgb, std::size_t n, const float* weights) {
    const hn::ScalableTag<float> tag;
    luma_row(rgb, n, weights, [&](std::size_t i, std::size_t count, auto value) {
        if (count == hn::Lanes(tag)) {
            hn::StoreU(value, tag, dst + i);
        } else {
            HWY_ALIGN float part[hn::MaxLanes(tag)];
            hn::Store(value, tag, part);
            std::copy_n(part, count, dst + i);
        }
    });
}

void luma_u8(std::uint8_t* dst, const float* rgb, std::size_t n, const float* weights) {
    const hn::ScalableTag<float> tag;
    const hn::Rebind<std::uint8_t, decltype(tag)> bytes;
    const hn::RebindToSigned<decltype(tag)> whole;
    constexpr float kPeak = 255;
    const auto zero = hn::Zero(tag);
    const auto peak = hn::Set(tag, kPeak);
    luma_row(rgb, n, weights, [&](std::size_t i, std::size_t count, auto value) {
        const auto scaled = hn::Mul(value, peak);
        const auto good = hn::IfThenElseZero(hn::Ge(scaled, zero), hn::Min(scaled, peak));
        const auto rounded =
            hn::DemoteTo(bytes, hn::ConvertTo(whole, hn::Add(good, hn::Set(tag, 0.5F))));
        if (count == hn::Lanes(tag)) {
            hn::StoreU(rounded, bytes, dst + i);
        } else {
            HWY_ALIGN std::uint8_t part[hn::MaxLanes(tag)];
            hn::StoreU(rounded, bytes, part);
            std::copy_n(part, count, dst + i);
        }
    });
}

void blend_rows(float* HWY_RESTRICT dst, const float* const* src, const float* weights, int count,
                std::size_t n) {
    // Unused places repeat the first row with weight 0, so that one loop serves all counts.
    constexpr int kMost = 5;
    const float* row[kMost];
    float weight[kMost];
    for (int j = 0; j < kMost; ++j) {
        row[j] = src[j < count ? j : 0];
        weight[j] = j < count ? weights[j] : 0.0F;
    }
    if (count <= 2) {
        for (std::size_t i = 0; i < n; ++i) {
            dst[i] = weight[0] * row[0][i] + weight[1] * row[1][i];
        }
        return;
    }
    if (count == 3) {
        for (std::size_t i = 0; i < n; ++i) {
            dst[i] = weight[0] * row[0][i] + weight[1] * row[1][i] + weight[2] * row[2][i];
        }
        return;
    }
    for (std::size_t i = 0; i < n; ++i) {
        dst[i] = weight[0] * row[0][i] + weight[1] * row[1][i] + weight[2] * row[2][i] +
                 weight[3] * row[3][i] + weight[4] * row[4][i];
    }
}

void spread_cosited_row(float* HWY_RESTRICT dst, const float* HWY_RESTRICT src, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        dst[2 * i] = src[i];
        dst[2 * i + 1] = 0.5F * (src[i] + src[i + 1]);
    }
}

void spread_centred_row(float* HWY_RESTRICT dst, const float* HWY_RESTRICT src, std::size_t n) {
    const float* before = src - 1;
    for (std::size_t i = 0; i < n; ++i) {
        const float slope = 0.125F * (before[i] - src[i + 1]);
        dst[2 * i] = src[i] + slope;
        dst[2 * i + 1] = src[i] - slope;
    }
}

void gather_cosited_row(float* HWY_RESTRICT dst, const float* HWY_RESTRICT src, std::size_t n) {
    const float* from = src - 2;
    for (std::size_t i = 0; i < n; ++i) {
        const float* at = from + 2 * i;
        dst[i] = 0.75F * at[2] + 0.25F * (at[1] + at[3]) - 0.125F * (at[0] + at[4]);
    }
}

void gather_centred_row(float* HWY_RESTRICT dst, const float* HWY_RESTRICT src, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        dst[i] = 0.5F * (src[2 * i] + src[2 * i + 1]);
    }
}

template <class Sample>
void pack_row(Sample* HWY_RESTRICT dst, const float* HWY_RESTRICT src, std::size_t n, float zero,
              float span, float max, const float* HWY_RESTRICT pattern) {
    constexpr std::size_t kPeriod = 8;
    float offset[kPeriod];
    for (std::size_t j = 0; j < kPeriod; ++j) {
        offset[j] = zero + pattern[j];
    }
    const auto whole = [&](std::size_t i, std::size_t phase) HWY_ATTR {
        float value = src[i] * span + offset[phase];
        value = value > 0.0F ? value : 0.0F; // NaN too
        value = value < max ? value : max;
        return static_cast<Sample>(static_cast<std::int32_t>(value + 0.5F));
    };
    std::size_t i = 0;
    for (; i + kPeriod <= n; i += kPeriod) {
        for (std::size_t j = 0; j < kPeriod; ++j) {
            dst[i + j] = whole(i + j, j);
        }
    }
    for (; i < n; ++i) {
        dst[i] = whole(i, i % kPeriod);
    }
}

void pack_u8(std::uint8_t* dst, const float* src, std::size_t n, float zero, float span, float max,
             const float* pattern) {
    pack_row(dst, src, n, zero, span, max, pattern);
}

void pack_u16(std::uint16_t* dst, const float* src, std::size_t n, float zero, float span,
              float max, const float* pattern) {
    pack_row(dst, src, n, zero, span, max, pattern);
}

} // namespace kinovar::rows::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinovar::rows {

HWY_EXPORT(unpack_u8);
HWY_EXPORT(unpack_u16);
HWY_EXPORT(interleave_row);
HWY_EXPORT(deinterleave_row);
HWY_EXPORT(luma_f32);
HWY_EXPORT(luma_u8);
HWY_EXPORT(blend_rows);
HWY_EXPORT(spread_cosited_row);
HWY_EXPORT(spread_centred_row);
HWY_EXPORT(gather_cosited_row);
HWY_EXPORT(gather_centred_row);
HWY_EXPORT(pack_u8);
HWY_EXPORT(pack_u16);

void unpack(float* dst, const std::uint8_t* src, std::size_t n, float zero, float span) {
    HWY_DYNAMIC_DISPATCH(unpack_u8)(dst, src, n, zero, span);
}

void unpack(float* dst, const std::uint16_t* src, std::size_t n, float zero, float span) {
    HWY_DYNAMIC_DISPATCH(unpack_u16)(dst, src, n, zero, span);
}

void interleave(float* dst, const float* r, const float* g, const float* b, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(interleave_row)(dst, r, g, b, n);
}

void deinterleave(float* r, float* g, float* b, const float* src, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(deinterleave_row)(r, g, b, src, n);
}

void blend(float* dst, const float* const* src, const float* weights, int count, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(blend_rows)(dst, src, weights, count, n);
}

void spread_cosited(float* dst, const float* src, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(spread_cosited_row)(dst, src, n);
}

void spread_centred(float* dst, const float* src, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(spread_centred_row)(dst, src, n);
}

void gather_cosited(float* dst, const float* src, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(gather_cosited_row)(dst, src, n);
}

void gather_centred(float* dst, const float* src, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(gather_centred_row)(dst, src, n);
}

void pack(std::uint8_t* dst, const float* src, std::size_t n, float zero, float span, float max,
          const float* pattern) {
    HWY_DYNAMIC_DISPATCH(pack_u8)(dst, src, n, zero, span, max, pattern);
}

void pack(std::uint16_t* dst, const float* src, std::size_t n, float zero, float span, float max,
          const float* pattern) {
    HWY_DYNAMIC_DISPATCH(pack_u16)(dst, src, n, zero, span, max, pattern);
}

void luma(float* dst, const float* rgb, std::size_t n, const float weights[3]) {
    HWY_DYNAMIC_DISPATCH(luma_f32)(dst, rgb, n, weights);
}

void luma(std::uint8_t* dst, const float* rgb, std::size_t n, const float weights[3]) {
    HWY_DYNAMIC_DISPATCH(luma_u8)(dst, rgb, n, weights);
}

} // namespace kinovar::rows
#endif
