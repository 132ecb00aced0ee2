#include "core/steps/restore/dust_kernel.h"

#include <algorithm>

// The instruction sets worth their code size: what every x86-64 has, AVX2 and AVX-512 (or NEON).
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/steps/restore/dust_kernel.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes before it.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kinovar::steps::dust::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::ScalableTag<float>;
using Ints = hn::RebindToSigned<Floats>;
using Bytes = hn::Rebind<std::uint8_t, Floats>;
using FloatVector = hn::Vec<Floats>;

/// Pixels of a row that are worked on at a time, so that all in between stays in the nearest cache.
constexpr std::size_t kSpan = 1024;

HWY_INLINE FloatVector as_floats(const std::uint8_t* at) {
    return hn::ConvertTo(Floats(), hn::PromoteTo(Ints(), hn::LoadU(Bytes(), at)));
}

HWY_INLINE hn::Vec<Bytes> as_bytes(FloatVector value) {
    const Floats tag;
    const auto inside = hn::Min(hn::Max(value, hn::Zero(tag)), hn::Set(tag, 255.0F));
    return hn::DemoteTo(Bytes(), hn::ConvertTo(Ints(), hn::Add(inside, hn::Set(tag, 0.5F))));
}

/// The smallest and largest values around each pixel of a span.
struct Range {
    // A pixel more on each side, and room for the last vector.
    HWY_ALIGN std::uint8_t columns_low[kSpan + 2 * HWY_MAX_BYTES];
    HWY_ALIGN std::uint8_t columns_high[kSpan + 2 * HWY_MAX_BYTES];
    HWY_ALIGN std::uint8_t low[kSpan + HWY_MAX_BYTES];
    HWY_ALIGN std::uint8_t high[kSpan + HWY_MAX_BYTES];
    HWY_ALIGN std::uint8_t own[kSpan + HWY_MAX_BYTES];
};

/// Of pixels `first` … `first` + `count` of rows of n pixels.
void find_range(const NeighbourRow& rows, std::size_t first, std::size_t count, std::size_t n,
                Range& range) {
    const hn::ScalableTag<std::uint8_t> tag;
    const std::size_t step = hn::Lanes(tag);
    const std::size_t begin = first == 0 ? 0 : first - 1;
    const std::size_t end = std::min(n, first + count + 1);
    const std::size_t shift = first == 0 ? 1 : 0; // index 0 is the pixel before the first
    const std::size_t length = end - begin;
    std::size_t i = 0;
    for (; i + step <= length; i += step) {
        const auto above = hn::LoadU(tag, rows.above + begin + i);
        const auto row = hn::LoadU(tag, rows.row + begin + i);
        const auto below = hn::LoadU(tag, rows.below + begin + i);
        hn::StoreU(hn::Min(row, hn::Min(above, below)), tag, range.columns_low + shift + i);
        hn::StoreU(hn::Max(row, hn::Max(above, below)), tag, range.columns_high + shift + i);
    }
    for (; i < length; ++i) {
        const auto [least, most] =
            std::minmax({rows.above[begin + i], rows.row[begin + i], rows.below[begin + i]});
        range.columns_low[shift + i] = least;
        range.columns_high[shift + i] = most;
    }
    for (std::uint8_t* columns : {range.columns_low, range.columns_high}) {
        if (first == 0) {
            columns[0] = columns[1];
        }
        if (first + count == n) {
            columns[shift + length] = columns[shift + length - 1];
        }
    }
    for (std::size_t x = 0; x < count; x += step) {
        const auto around = [&](const std::uint8_t* columns, auto choose) HWY_ATTR {
            return choose(hn::LoadU(tag, columns + x + 1),
                          choose(hn::LoadU(tag, columns + x), hn::LoadU(tag, columns + x + 2)));
        };
        const auto least = [](auto a, auto b) HWY_ATTR { return hn::Min(a, b); };
        const auto most = [](auto a, auto b) HWY_ATTR { return hn::Max(a, b); };
        hn::Store(around(range.columns_low, least), tag, range.low + x);
        hn::Store(around(range.columns_high, most), tag, range.high + x);
    }
    std::copy_n(rows.row + first, count, range.own);
}

/// A span of a row, with room for whole vectors.
struct Span {
    HWY_ALIGN std::uint8_t plane[kSpan + HWY_MAX_BYTES];
    HWY_ALIGN std::uint8_t disagreement[kSpan + HWY_MAX_BYTES];
    HWY_ALIGN float sigma[kSpan + HWY_MAX_BYTES];
    Range others[4];
};

struct Apart {
    FloatVector above, below;
};

/// How far a level is above and below a neighbour, beyond a share of the neighbour's range.
HWY_INLINE Apart apart(FloatVector level, const Range& range, std::size_t x, FloatVector share) {
    const FloatVector own = as_floats(range.own + x);
    const FloatVector up = hn::Sub(as_floats(range.high + x), own);
    const FloatVector down = hn::Sub(own, as_floats(range.low + x));
    const FloatVector off = hn::Sub(level, own);
    return {hn::NegMulAdd(share, up, off), hn::Sub(hn::Neg(off), hn::Mul(share, down))};
}

template <bool kFour>
HWY_INLINE void score_span(std::uint8_t* bright, std::uint8_t* dark, const Span& span,
                           std::size_t count, const ScoreRules& rules) {
    const Floats tag;
    const std::size_t step = hn::Lanes(tag);
    const FloatVector share = hn::Set(tag, rules.range_share);
    const FloatVector zero = hn::Set(tag, rules.zero);
    for (std::size_t x = 0; x < count; x += step) {
        const FloatVector level = as_floats(span.plane + x);
        const FloatVector sigma = hn::Load(tag, span.sigma + x);
        const Apart first = apart(level, span.others[0], x, share);
        const Apart second = apart(level, span.others[1], x, share);
        FloatVector above = hn::Min(first.above, second.above);
        FloatVector below = hn::Min(first.below, second.below);
        if constexpr (kFour) {
            const Apart third = apart(level, span.others[2], x, share);
            const Apart fourth = apart(level, span.others[3], x, share);
            above = hn::Min(above, hn::Add(hn::Max(third.above, fourth.above), sigma));
            below = hn::Min(below, hn::Add(hn::Max(third.below, fourth.below), sigma));
        }
        const FloatVector excess = hn::NegMulAdd(hn::Set(tag, rules.disagreement_noise), sigma,
                                                 as_floats(span.disagreement + x));
        const FloatVector tolerance =
            hn::Mul(hn::Set(tag, rules.disagreement_share), hn::Max(excess, hn::Zero(tag)));
        const FloatVector score = hn::Div(hn::Sub(hn::Max(above, below), tolerance), sigma);
        const FloatVector value = hn::MulAdd(hn::Set(tag, rules.step), score, zero);
        const auto is_bright = hn::Gt(above, below);
        hn::StoreU(as_bytes(hn::IfThenElse(is_bright, value, zero)), Bytes(), bright + x);
        hn::StoreU(as_bytes(hn::IfThenElse(is_bright, zero, value)), Bytes(), dark + x);
    }
}

void score_row_kernel(std::uint8_t* bright, std::uint8_t* dark, const ScoreRow& rows, std::size_t n,
                      const ScoreRules& rules) {
    Span span;
    HWY_ALIGN std::uint8_t out_bright[kSpan + HWY_MAX_BYTES];
    HWY_ALIGN std::uint8_t out_dark[kSpan + HWY_MAX_BYTES];
    for (std::size_t first = 0; first < n; first += kSpan) {
        const std::size_t count = std::min(kSpan, n - first);
        for (std::size_t i = 0; i < rows.neighbours; ++i) {
            find_range(rows.others[i], first, count, n, span.others[i]);
        }
        std::copy_n(rows.plane + first, count, span.plane);
        std::copy_n(rows.disagreement + first, count, span.disagreement);
        std::copy_n(rows.sigma + first, count, span.sigma);
        if (rows.neighbours == 4) {
            score_span<true>(out_bright, out_dark, span, count, rules);
        } else {
            score_span<false>(out_bright, out_dark, span, count, rules);
        }
        std::copy_n(out_bright, count, bright + first);
        std::copy_n(out_dark, count, dark + first);
    }
}

void add_to_row_kernel(std::uint8_t* values, const float* change, std::size_t n) {
    const Floats tag;
    const std::size_t step = hn::Lanes(tag);
    std::size_t i = 0;
    for (; i + step <= n; i += step) {
        hn::StoreU(as_bytes(hn::Add(as_floats(values + i), hn::LoadU(tag, change + i))), Bytes(),
                   values + i);
    }
    for (; i < n; ++i) {
        const float sum = std::clamp(static_cast<float>(values[i]) + change[i], 0.0F, 255.0F);
        values[i] = static_cast<std::uint8_t>(sum + 0.5F);
    }
}

/// Sum of squared differences of so many rows.
HWY_INLINE int squares_of_rows(const Shape& shape, std::size_t first, std::size_t end,
                               const std::uint8_t* other, std::size_t other_stride) {
#if HWY_TARGET == HWY_SCALAR
    int sum = 0;
    for (std::size_t y = first; y < end; ++y) {
        for (std::size_t x = 0; x < shape.stride; ++x) {
            const std::size_t at = y * shape.stride + x;
            const int off = (shape.pixels[at] & shape.mask[at]) -
                            (other[y * other_stride + x] & shape.mask[at]);
            sum += off * off;
        }
    }
    return sum;
#else
    // Shapes are small: longer vectors would mostly be empty.
    const hn::FixedTag<std::uint8_t, Shape::kStep> bytes;
    const hn::FixedTag<std::uint8_t, Shape::kStep / 2> half;
    const hn::FixedTag<std::int16_t, Shape::kStep / 2> words;
    const hn::FixedTag<std::int32_t, Shape::kStep / 4> sums;
    auto even = hn::Zero(sums);
    auto odd = hn::Zero(sums);
    for (std::size_t y = first; y < end; ++y) {
        for (std::size_t x = 0; x < shape.stride; x += Shape::kStep) {
            const std::size_t at = y * shape.stride + x;
            const auto a = hn::LoadU(bytes, shape.pixels + at);
            const auto b = hn::LoadU(bytes, other + y * other_stride + x);
            const auto off = hn::And(hn::Or(hn::SaturatedSub(a, b), hn::SaturatedSub(b, a)),
                                     hn::LoadU(bytes, shape.mask + at));
            const auto low = hn::PromoteTo(words, hn::LowerHalf(half, off));
            const auto high = hn::PromoteTo(words, hn::UpperHalf(half, off));
            even = hn::ReorderWidenMulAccumulate(sums, low, low, even, odd);
            even = hn::ReorderWidenMulAccumulate(sums, high, high, even, odd);
        }
    }
    return hn::GetLane(hn::SumOfLanes(sums, hn::Add(even, odd)));
#endif
}

int squared_difference_kernel(const Shape& shape, const std::uint8_t* other,
                              std::size_t other_stride, int limit) {
    constexpr std::size_t kRowsAtOnce = 4; // before the sum is looked at
    int sum = 0;
    for (std::size_t y = 0; y < shape.rows && sum < limit; y += kRowsAtOnce) {
        sum +=
            squares_of_rows(shape, y, std::min(shape.rows, y + kRowsAtOnce), other, other_stride);
    }
    return std::min(sum, limit);
}

} // namespace kinovar::steps::dust::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinovar::steps::dust {

HWY_EXPORT(score_row_kernel);
HWY_EXPORT(add_to_row_kernel);
HWY_EXPORT(squared_difference_kernel);

void score_row(std::uint8_t* bright, std::uint8_t* dark, const ScoreRow& rows, std::size_t n,
               const ScoreRules& rules) {
    HWY_DYNAMIC_DISPATCH(score_row_kernel)(bright, dark, rows, n, rules);
}

void add_to_row(std::uint8_t* values, const float* change, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(add_to_row_kernel)(values, change, n);
}

int squared_difference(const Shape& shape, const std::uint8_t* other, std::size_t other_stride,
                       int limit) {
    return HWY_DYNAMIC_DISPATCH(squared_difference_kernel)(shape, other, other_stride, limit);
}

} // namespace kinovar::steps::dust
#endif
