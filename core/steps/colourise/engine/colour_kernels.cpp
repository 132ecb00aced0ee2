#include "core/steps/colourise/engine/colour_kernels.h"

#include "core/steps/colourise/engine/lab_math.h"

// The instruction sets worth their code size: what every x86-64 has, AVX2 and AVX-512 (or NEON).
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/steps/colourise/engine/colour_kernels.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes before it.
#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kinovar::colourise::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

void lightness_row(float* HWY_RESTRICT lightness, const float* HWY_RESTRICT luma, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        lightness[i] = math::lightness_of_luma_value(luma[i]);
    }
}

void chroma_row(float* HWY_RESTRICT ab, const float* HWY_RESTRICT rgb, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        const math::Two chroma = math::chroma_of_rgb({rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]});
        ab[2 * i] = chroma.a;
        ab[2 * i + 1] = chroma.b;
    }
}

/// Pixels that are worked on together: one simple loop after the other, each of which the compiler
/// makes vector code of.
constexpr std::size_t kBlock = 128;

struct ColourBlock {
    float luma[kBlock], cie[kBlock], a[kBlock], b[kBlock], red[kBlock], green[kBlock], blue[kBlock];
};

void load_block(ColourBlock& block, const float* luma, const float* ab, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        block.luma[i] = math::limited(luma[i], 0, 1);
        block.a[i] = ab[2 * i];
        block.b[i] = ab[2 * i + 1];
    }
}

void colour_block(ColourBlock& block, const math::Three& weights, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        block.cie[i] = math::cie_of(math::light_of(block.luma[i]));
    }
    for (int round = 0; round < math::kLightnessRounds; ++round) {
        for (std::size_t i = 0; i < n; ++i) {
            block.cie[i] = math::better_lightness(block.cie[i], block.luma[i],
                                                  {block.a[i], block.b[i]}, weights);
        }
    }
}

void show_block(ColourBlock& block, const float* luma, const math::Three& weights, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        const math::Three colour =
            math::shown_colour(block.cie[i], luma[i], {block.a[i], block.b[i]}, weights);
        block.red[i] = colour.x;
        block.green[i] = colour.y;
        block.blue[i] = colour.z;
    }
}

void colour_row(float* HWY_RESTRICT rgb, const float* HWY_RESTRICT luma,
                const float* HWY_RESTRICT ab, const float* weights, std::size_t n) {
    const math::Three weighed{weights[0], weights[1], weights[2]};
    ColourBlock block;
    for (std::size_t first = 0; first < n; first += kBlock) {
        const std::size_t count = n - first < kBlock ? n - first : kBlock;
        load_block(block, luma + first, ab + 2 * first, count);
        colour_block(block, weighed, count);
        show_block(block, luma + first, weighed, count);
        for (std::size_t i = 0; i < count; ++i) {
            rgb[3 * (first + i)] = block.red[i];
            rgb[3 * (first + i) + 1] = block.green[i];
            rgb[3 * (first + i) + 2] = block.blue[i];
        }
    }
}

void relax_row(const HalfRow& row, const HalfRowWeights& weights, float keep, std::size_t n) {
    const hn::ScalableTag<float> tag;
    const std::size_t lanes = hn::Lanes(tag);
    const auto kept = hn::Set(tag, keep);
    std::size_t i = 0;
    for (; i + lanes <= n; i += lanes) {
        auto sum =
            hn::MulAdd(kept, hn::LoadU(tag, row.value + i), hn::LoadU(tag, weights.given + i));
        sum = hn::MulAdd(hn::LoadU(tag, weights.left + i), hn::LoadU(tag, row.left + i), sum);
        sum = hn::MulAdd(hn::LoadU(tag, weights.right + i), hn::LoadU(tag, row.right + i), sum);
        sum = hn::MulAdd(hn::LoadU(tag, weights.up + i), hn::LoadU(tag, row.up + i), sum);
        sum = hn::MulAdd(hn::LoadU(tag, weights.down + i), hn::LoadU(tag, row.down + i), sum);
        hn::StoreU(sum, tag, row.value + i);
    }
    for (; i < n; ++i) {
        row.value[i] = keep * row.value[i] + weights.given[i] + weights.left[i] * row.left[i] +
                       weights.right[i] * row.right[i] + weights.up[i] * row.up[i] +
                       weights.down[i] * row.down[i];
    }
}

template <class Tag>
HWY_ATTR void add_likeness_at(Tag tag, const LikenessRow& row, const LikenessPoint* points,
                              std::size_t count, std::size_t i) {
    const auto step = hn::Set(tag, row.x_step);
    const auto x = hn::MulAdd(hn::Iota(tag, static_cast<float>(i)), step, hn::Set(tag, row.x));
    const auto light = hn::Mul(hn::LoadU(tag, row.light + i), hn::Set(tag, row.light_scale));
    const auto texture = hn::Mul(hn::LoadU(tag, row.texture + i), hn::Set(tag, row.texture_scale));
    auto sum = hn::LoadU(tag, row.weight + i);
    auto a = hn::LoadU(tag, row.a + i);
    auto b = hn::LoadU(tag, row.b + i);
    auto squares = hn::LoadU(tag, row.squares + i);
    for (std::size_t p = 0; p < count; ++p) {
        const LikenessPoint& point = points[p];
        const float dy = row.y - point.y;
        const auto dx = hn::Sub(x, hn::Set(tag, point.x));
        const auto distance = hn::Sqrt(hn::MulAdd(dx, dx, hn::Set(tag, dy * dy)));
        const auto unlike = hn::Add(hn::AbsDiff(light, hn::Set(tag, point.light)),
                                    hn::AbsDiff(texture, hn::Set(tag, point.texture)));
        const auto apart = hn::Add(distance, unlike);
        const auto weight = hn::Exp(tag, hn::Sub(hn::Set(tag, point.bonus), apart));
        sum = hn::Add(sum, weight);
        a = hn::MulAdd(weight, hn::Set(tag, point.a), a);
        b = hn::MulAdd(weight, hn::Set(tag, point.b), b);
        squares = hn::MulAdd(weight, hn::Set(tag, point.a * point.a + point.b * point.b), squares);
    }
    hn::StoreU(sum, tag, row.weight + i);
    hn::StoreU(a, tag, row.a + i);
    hn::StoreU(b, tag, row.b + i);
    hn::StoreU(squares, tag, row.squares + i);
}

void add_likeness_row(const LikenessRow& row, const LikenessPoint* points, std::size_t count,
                      std::size_t n) {
    const hn::ScalableTag<float> tag;
    const std::size_t lanes = hn::Lanes(tag);
    std::size_t i = 0;
    for (; i + lanes <= n; i += lanes) {
        add_likeness_at(tag, row, points, count, i);
    }
    for (; i < n; ++i) {
        add_likeness_at(hn::CappedTag<float, 1>(), row, points, count, i);
    }
}

} // namespace kinovar::colourise::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinovar::colourise::kernels {

HWY_EXPORT(lightness_row);
HWY_EXPORT(chroma_row);
HWY_EXPORT(colour_row);
HWY_EXPORT(relax_row);
HWY_EXPORT(add_likeness_row);

void lightness(float* lightness, const float* luma, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(lightness_row)(lightness, luma, n);
}

void chroma(float* ab, const float* rgb, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(chroma_row)(ab, rgb, n);
}

void colour(float* rgb, const float* luma, const float* ab, const float weights[3], std::size_t n) {
    HWY_DYNAMIC_DISPATCH(colour_row)(rgb, luma, ab, weights, n);
}

void relax(const HalfRow& row, const HalfRowWeights& weights, float keep, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(relax_row)(row, weights, keep, n);
}

void add_likeness(const LikenessRow& row, const LikenessPoint* points, std::size_t count,
                  std::size_t n) {
    HWY_DYNAMIC_DISPATCH(add_likeness_row)(row, points, count, n);
}

} // namespace kinovar::colourise::kernels
#endif
