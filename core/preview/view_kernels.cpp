#include "core/preview/view_kernels.h"

#include <algorithm>
#include <cstdlib>

// The instruction sets worth their code size: what every x86-64 has, AVX2 and AVX-512 (or NEON).
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/preview/view_kernels.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes before it.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kinovar::preview::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::uint32_t kOpaque = 0xff000000U;
// A product with a weight is rounded and 15 bits less; weights of 1 have one bit less than that, so
// that each pass halves.
constexpr int kFirstShift = 7;  // of a byte before its weight: kPassScale after it
constexpr int kSecondShift = 5; // of a sum after its weights: a byte again
constexpr int kChannels = 4;

using Tag16 = hn::ScalableTag<std::int16_t>;
using Words = hn::Vec<Tag16>;

Words load_bytes(const std::uint8_t* src) {
    const hn::Rebind<std::uint8_t, Tag16> half; // half as many bytes
    return hn::PromoteTo(Tag16(), hn::LoadU(half, src));
}

template <int kRows>
void weigh_fixed_rows(std::int16_t* HWY_RESTRICT dst, const std::uint32_t* const* rows,
                      const std::int16_t* weights, int more, std::size_t pixels) {
    const Tag16 tag;
    const std::size_t step = hn::Lanes(tag);
    const std::size_t n = kChannels * pixels;
    Words weight[kRows];
    const std::uint8_t* row[kRows];
    for (int j = 0; j < kRows; ++j) {
        weight[j] = hn::Set(tag, weights[j]);
        row[j] = reinterpret_cast<const std::uint8_t*>(rows[j]);
    }
    const auto start = [&](std::size_t i) {
        return more == 0 ? hn::Zero(tag) : hn::LoadU(tag, dst + i);
    };
    std::size_t i = 0;
    for (; i + step <= n; i += step) {
        Words sum = start(i);
        for (int j = 0; j < kRows; ++j) {
            const Words value = hn::ShiftLeft<kFirstShift>(load_bytes(row[j] + i));
            sum = hn::SaturatedAdd(sum, hn::MulFixedPoint15(value, weight[j]));
        }
        hn::StoreU(sum, tag, dst + i);
    }
    for (; i < n; ++i) {
        int sum = more == 0 ? 0 : dst[i];
        for (int j = 0; j < kRows; ++j) {
            const int value = row[j][i] << kFirstShift;
            sum += (value * weights[j] + (1 << 14)) >> 15;
        }
        dst[i] = static_cast<std::int16_t>(std::clamp(sum, -32768, 32767));
    }
}

void weigh_rows_all(std::int16_t* dst, const std::uint32_t* const* rows,
                    const std::int16_t* weights, int count, std::size_t pixels) {
    constexpr int kBlock = 4;
    int done = 0;
    for (; count - done >= kBlock; done += kBlock) {
        weigh_fixed_rows<kBlock>(dst, rows + done, weights + done, done, pixels);
    }
    switch (count - done) {
    case 1:
        weigh_fixed_rows<1>(dst, rows + done, weights + done, done, pixels);
        break;
    case 2:
        weigh_fixed_rows<2>(dst, rows + done, weights + done, done, pixels);
        break;
    case 3:
        weigh_fixed_rows<3>(dst, rows + done, weights + done, done, pixels);
        break;
    default:
        break;
    }
}

#if HWY_TARGET == HWY_SCALAR

// One lane holds no pixel: plain loops, which the compiler turns into what every machine has.

int rounded_product(int value, int weight) {
    return (value * weight + (1 << 14)) >> 15;
}

template <int kPairs>
void weigh_pixel_row(std::uint32_t* HWY_RESTRICT dst, const std::int16_t* HWY_RESTRICT src,
                     const std::int32_t* HWY_RESTRICT starts,
                     const std::int16_t* HWY_RESTRICT weights, int pairs, std::size_t n) {
    const int taps = 2 * (kPairs > 0 ? kPairs : pairs);
    for (std::size_t i = 0; i < n; ++i) {
        const std::int16_t* from = src + std::ptrdiff_t{kChannels} * starts[i];
        int sums[kChannels] = {};
        for (int tap = 0; tap < taps; ++tap) {
            for (int c = 0; c < kChannels; ++c) {
                sums[c] += rounded_product(from[kChannels * tap + c], *weights++);
            }
        }
        std::uint32_t pixel = kOpaque;
        for (int c = 0; c < kChannels - 1; ++c) {
            const int value = (sums[c] + (1 << (kSecondShift - 1))) >> kSecondShift;
            pixel |= static_cast<std::uint32_t>(std::clamp(value, 0, 255))
                     << (8U * static_cast<unsigned>(c));
        }
        dst[i] = pixel;
    }
}

/// dst = work(value of dst, of a, of b) for each channel.
template <class Work>
void over_channels(std::uint32_t* dst, const std::uint32_t* a, const std::uint32_t* b,
                   std::size_t n, Work work) {
    for (std::size_t i = 0; i < n; ++i) {
        std::uint32_t pixel = kOpaque;
        for (unsigned shift = 0; shift < 24U; shift += 8U) {
            const auto channel = [shift](std::uint32_t of) {
                return static_cast<int>((of >> shift) & 0xffU);
            };
            const int value = work(channel(dst[i]), channel(a[i]), channel(b[i]));
            pixel |= static_cast<std::uint32_t>(std::clamp(value, 0, 255)) << shift;
        }
        dst[i] = pixel;
    }
}

int moved(int value, int target, int opacity) {
    return value + (((target - value) * opacity + 64) >> 7);
}

void signed_difference_row(std::uint32_t* dst, const std::uint32_t* a, const std::uint32_t* b,
                           std::size_t n, int gain) {
    over_channels(dst, a, b, n, [&](int, int one, int two) { return 128 + gain * (two - one); });
}

void absolute_difference_row(std::uint32_t* dst, const std::uint32_t* a, const std::uint32_t* b,
                             std::size_t n, int gain) {
    over_channels(dst, a, b, n, [&](int, int one, int two) { return gain * std::abs(two - one); });
}

void mix_row(std::uint32_t* dst, const std::uint32_t* over, std::size_t n, int opacity) {
    over_channels(dst, over, over, n,
                  [&](int shown, int target, int) { return moved(shown, target, opacity); });
}

void mark_changes_row(std::uint32_t* dst, const std::uint32_t* a, const std::uint32_t* b,
                      std::size_t n, int threshold, int opacity, ChangeColours colours) {
    for (std::size_t i = 0; i < n; ++i) {
        int rise = 0;
        int fall = 0;
        for (unsigned shift = 0; shift < 24U; shift += 8U) {
            const int apart = static_cast<int>((b[i] >> shift) & 0xffU) -
                              static_cast<int>((a[i] >> shift) & 0xffU);
            rise = std::max(rise, apart);
            fall = std::max(fall, -apart);
        }
        if (std::max(rise, fall) > threshold) {
            mix_row(dst + i, rise > threshold ? &colours.brighter : &colours.darker, 1, opacity);
        }
    }
}

#else

using Tag8 = hn::Rebind<std::uint8_t, Tag16>;
using Tag32 = hn::Repartition<std::uint32_t, Tag8>; // the same bytes as pixels

/// Clips to bytes and sets the top byte of each pixel.
void store_pixels(Words values, std::uint8_t* dst) {
    const auto bytes = hn::DemoteTo(Tag8(), values);
    const auto pixels = hn::Or(hn::BitCast(Tag32(), bytes), hn::Set(Tag32(), kOpaque));
    hn::StoreU(hn::BitCast(Tag8(), pixels), Tag8(), dst);
}

/// Calls work(byte offset, bytes of a, bytes of b, out) for whole vectors, and for the rest on
/// padded copies.
template <class Work>
void over_pixels(std::uint32_t* dst, const std::uint32_t* a, const std::uint32_t* b, std::size_t n,
                 Work work) {
    const std::size_t step = hn::Lanes(Tag32());
    auto* out = reinterpret_cast<std::uint8_t*>(dst);
    const auto* one = reinterpret_cast<const std::uint8_t*>(a);
    const auto* two = reinterpret_cast<const std::uint8_t*>(b);
    std::size_t i = 0;
    for (; i + step <= n; i += step) {
        work(out + kChannels * i, one + kChannels * i, two + kChannels * i);
    }
    if (i < n) {
        HWY_ALIGN std::uint8_t parts[3][kChannels * hn::MaxLanes(Tag32())] = {};
        const std::size_t bytes = kChannels * (n - i);
        std::copy_n(out + kChannels * i, bytes, parts[0]);
        std::copy_n(one + kChannels * i, bytes, parts[1]);
        std::copy_n(two + kChannels * i, bytes, parts[2]);
        work(parts[0], parts[1], parts[2]);
        std::copy_n(parts[0], bytes, out + kChannels * i);
    }
}

using Pair16 = hn::FixedTag<std::int16_t, kPairWeights>;

template <int kPairs>
hn::Vec<Pair16> weighed(const std::int16_t* src, const std::int16_t* weights, int pairs) {
    const Pair16 tag;
    const int count = kPairs > 0 ? kPairs : pairs;
    auto sum = hn::MulFixedPoint15(hn::LoadU(tag, src), hn::LoadU(tag, weights));
    for (int j = 1; j < count; ++j) {
        const std::ptrdiff_t at = std::ptrdiff_t{j} * kPairWeights;
        sum = hn::SaturatedAdd(
            sum, hn::MulFixedPoint15(hn::LoadU(tag, src + at), hn::LoadU(tag, weights + at)));
    }
    return sum;
}

template <int kPairs>
void weigh_pixel_row(std::uint32_t* HWY_RESTRICT dst, const std::int16_t* HWY_RESTRICT src,
                     const std::int32_t* HWY_RESTRICT starts,
                     const std::int16_t* HWY_RESTRICT weights, int pairs, std::size_t n) {
    const Pair16 tag;
    const hn::FixedTag<std::uint8_t, kPairWeights> bytes;
    const hn::FixedTag<std::uint32_t, 2> pixels;
    const auto half = hn::Set(tag, 1 << (kSecondShift - 1));
    const std::size_t stride = static_cast<std::size_t>(kPairs > 0 ? kPairs : pairs) * kPairWeights;
    const auto at = [&](std::size_t i) {
        return weighed<kPairs>(src + std::ptrdiff_t{kChannels} * starts[i], weights + stride * i,
                               pairs);
    };
    for (std::size_t i = 0; i < n; i += 2) {
        // Each sum holds the even taps' share of a pixel below that of the odd ones.
        const bool alone = i + 1 == n;
        const auto first = at(i);
        const auto second = alone ? first : at(i + 1);
        const auto sum = hn::SaturatedAdd(hn::ConcatLowerLower(tag, second, first),
                                          hn::ConcatUpperUpper(tag, second, first));
        const auto value = hn::ShiftRight<kSecondShift>(hn::SaturatedAdd(sum, half));
        const auto both =
            hn::Or(hn::BitCast(pixels, hn::DemoteTo(bytes, value)), hn::Set(pixels, kOpaque));
        if (alone) {
            dst[i] = hn::GetLane(both);
        } else {
            hn::StoreU(both, pixels, dst + i);
        }
    }
}

void signed_difference_row(std::uint32_t* dst, const std::uint32_t* a, const std::uint32_t* b,
                           std::size_t n, int gain) {
    const Tag16 tag;
    const Words factor = hn::Set(tag, static_cast<std::int16_t>(gain));
    const Words middle = hn::Set(tag, 128);
    over_pixels(dst, a, b, n, [&](std::uint8_t* out, const auto* one, const auto* two) {
        const Words apart = hn::Sub(load_bytes(two), load_bytes(one));
        store_pixels(hn::SaturatedAdd(hn::Mul(apart, factor), middle), out);
    });
}

void absolute_difference_row(std::uint32_t* dst, const std::uint32_t* a, const std::uint32_t* b,
                             std::size_t n, int gain) {
    const Words factor = hn::Set(Tag16(), static_cast<std::int16_t>(gain));
    over_pixels(dst, a, b, n, [&](std::uint8_t* out, const auto* one, const auto* two) {
        const Words apart = hn::Abs(hn::Sub(load_bytes(two), load_bytes(one)));
        store_pixels(hn::Mul(apart, factor), out);
    });
}

/// value + (target − value)·opacity/kFullOpacity, rounded.
Words moved(Words value, Words target, Words opacity) {
    const Words way = hn::Mul(hn::Sub(target, value), opacity);
    const Words rounded = hn::ShiftRight<7>(hn::SaturatedAdd(way, hn::Set(Tag16(), 64)));
    return hn::Add(value, rounded);
}

void mix_row(std::uint32_t* dst, const std::uint32_t* over, std::size_t n, int opacity) {
    const Words part = hn::Set(Tag16(), static_cast<std::int16_t>(opacity));
    over_pixels(dst, over, over, n, [&](std::uint8_t* out, const auto* one, const auto*) {
        store_pixels(moved(load_bytes(out), load_bytes(one), part), out);
    });
}

void mark_changes_row(std::uint32_t* dst, const std::uint32_t* a, const std::uint32_t* b,
                      std::size_t n, int threshold, int opacity, ChangeColours colours) {
    const Tag8 tag;
    const Tag32 pixels;
    const auto least = hn::Set(tag, static_cast<std::uint8_t>(threshold));
    const auto up = hn::BitCast(tag, hn::Set(pixels, colours.brighter));
    const auto down = hn::BitCast(tag, hn::Set(pixels, colours.darker));
    const auto colour_bits = hn::Set(pixels, ~kOpaque);
    const Words part = hn::Set(Tag16(), static_cast<std::int16_t>(opacity));
    const auto any = [&](auto bytes) { // all ones in pixels with any byte set
        const auto bits = hn::And(hn::BitCast(pixels, bytes), colour_bits);
        return hn::BitCast(tag, hn::VecFromMask(pixels, hn::Ne(bits, hn::Zero(pixels))));
    };
    over_pixels(dst, a, b, n, [&](std::uint8_t* out, const auto* one, const auto* two) {
        const auto before = hn::LoadU(tag, one);
        const auto after = hn::LoadU(tag, two);
        const auto rise = any(hn::SaturatedSub(hn::SaturatedSub(after, before), least));
        const auto fall = any(hn::SaturatedSub(hn::SaturatedSub(before, after), least));
        const auto shown = hn::LoadU(tag, out);
        const auto target = hn::IfVecThenElse(rise, up, hn::IfVecThenElse(fall, down, shown));
        store_pixels(moved(hn::PromoteTo(Tag16(), shown), hn::PromoteTo(Tag16(), target), part),
                     out);
    });
}

#endif

void weigh_pixels_all(std::uint32_t* dst, const std::int16_t* src, const std::int32_t* starts,
                      const std::int16_t* weights, int pairs, std::size_t n) {
    switch (pairs) {
    case 1:
        return weigh_pixel_row<1>(dst, src, starts, weights, pairs, n);
    case 2:
        return weigh_pixel_row<2>(dst, src, starts, weights, pairs, n);
    case 3:
        return weigh_pixel_row<3>(dst, src, starts, weights, pairs, n);
    default:
        return weigh_pixel_row<0>(dst, src, starts, weights, pairs, n);
    }
}

void luma_difference_row(std::int16_t* HWY_RESTRICT dst, const std::uint32_t* HWY_RESTRICT a,
                         const std::uint32_t* HWY_RESTRICT b, std::size_t n) {
    constexpr int kRed = 27;
    constexpr int kGreen = 92;
    constexpr int kBlue = kLumaSteps - kRed - kGreen;
    const auto luma = [](std::uint32_t pixel) {
        return kRed * static_cast<std::int32_t>((pixel >> 16U) & 0xffU) +
               kGreen * static_cast<std::int32_t>((pixel >> 8U) & 0xffU) +
               kBlue * static_cast<std::int32_t>(pixel & 0xffU);
    };
    for (std::size_t i = 0; i < n; ++i) {
        dst[i] = static_cast<std::int16_t>(luma(b[i]) - luma(a[i]));
    }
}

void heat_row(std::uint32_t* HWY_RESTRICT dst, const std::uint8_t* HWY_RESTRICT strength,
              const std::uint32_t* HWY_RESTRICT colours, const std::uint16_t* HWY_RESTRICT opacity,
              std::size_t n) {
    constexpr std::uint32_t kOuter = 0x00ff00ffU; // red and blue, worked on at once
    constexpr std::uint32_t kInner = 0x0000ff00U;
    static_assert(kFullOpacity == 1 << 7);
    for (std::size_t i = 0; i < n; ++i) {
        const std::uint32_t part = opacity[strength[i]];
        const std::uint32_t rest = kFullOpacity - part;
        const std::uint32_t colour = colours[strength[i]];
        const std::uint32_t outer = ((dst[i] & kOuter) * rest + (colour & kOuter) * part) >> 7U;
        const std::uint32_t inner = ((dst[i] & kInner) * rest + (colour & kInner) * part) >> 7U;
        dst[i] = kOpaque | (outer & kOuter) | (inner & kInner);
    }
}

void between_row(std::uint8_t* HWY_RESTRICT dst, const std::uint8_t* HWY_RESTRICT from,
                 const std::uint8_t* HWY_RESTRICT to, int part, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        dst[i] = static_cast<std::uint8_t>((from[i] * (256 - part) + to[i] * part + 128) >> 8);
    }
}

void pick_row(std::uint32_t* HWY_RESTRICT dst, const std::uint32_t* HWY_RESTRICT src,
              const std::int32_t* HWY_RESTRICT starts, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        dst[i] = src[starts[i]];
    }
}

void reverse_row(std::uint32_t* HWY_RESTRICT dst, const std::uint32_t* HWY_RESTRICT src,
                 std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        dst[i] = src[n - 1 - i];
    }
}

} // namespace kinovar::preview::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinovar::preview::kernels {

HWY_EXPORT(weigh_rows_all);
HWY_EXPORT(weigh_pixels_all);
HWY_EXPORT(pick_row);
HWY_EXPORT(reverse_row);
HWY_EXPORT(signed_difference_row);
HWY_EXPORT(absolute_difference_row);
HWY_EXPORT(mix_row);
HWY_EXPORT(mark_changes_row);
HWY_EXPORT(luma_difference_row);
HWY_EXPORT(heat_row);
HWY_EXPORT(between_row);

void weigh_rows(std::int16_t* dst, const std::uint32_t* const* rows, const std::int16_t* weights,
                int count, std::size_t pixels) {
    HWY_DYNAMIC_DISPATCH(weigh_rows_all)(dst, rows, weights, count, pixels);
}

void weigh_pixels(std::uint32_t* dst, const std::int16_t* src, const std::int32_t* starts,
                  const std::int16_t* weights, int pairs, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(weigh_pixels_all)(dst, src, starts, weights, pairs, n);
}

void pick_pixels(std::uint32_t* dst, const std::uint32_t* src, const std::int32_t* starts,
                 std::size_t n) {
    HWY_DYNAMIC_DISPATCH(pick_row)(dst, src, starts, n);
}

void reverse(std::uint32_t* dst, const std::uint32_t* src, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(reverse_row)(dst, src, n);
}

void signed_difference(std::uint32_t* dst, const std::uint32_t* a, const std::uint32_t* b,
                       std::size_t n, int gain) {
    HWY_DYNAMIC_DISPATCH(signed_difference_row)(dst, a, b, n, gain);
}

void absolute_difference(std::uint32_t* dst, const std::uint32_t* a, const std::uint32_t* b,
                         std::size_t n, int gain) {
    HWY_DYNAMIC_DISPATCH(absolute_difference_row)(dst, a, b, n, gain);
}

void mix(std::uint32_t* dst, const std::uint32_t* over, std::size_t n, int opacity) {
    HWY_DYNAMIC_DISPATCH(mix_row)(dst, over, n, opacity);
}

void mark_changes(std::uint32_t* dst, const std::uint32_t* a, const std::uint32_t* b, std::size_t n,
                  int threshold, int opacity, ChangeColours colours) {
    HWY_DYNAMIC_DISPATCH(mark_changes_row)(dst, a, b, n, threshold, opacity, colours);
}

void luma_difference(std::int16_t* dst, const std::uint32_t* a, const std::uint32_t* b,
                     std::size_t n) {
    HWY_DYNAMIC_DISPATCH(luma_difference_row)(dst, a, b, n);
}

void heat(std::uint32_t* dst, const std::uint8_t* strength, const std::uint32_t* colours,
          const std::uint16_t* opacity, std::size_t n) {
    HWY_DYNAMIC_DISPATCH(heat_row)(dst, strength, colours, opacity, n);
}

void between(std::uint8_t* dst, const std::uint8_t* from, const std::uint8_t* to, int part,
             std::size_t n) {
    HWY_DYNAMIC_DISPATCH(between_row)(dst, from, to, part, n);
}

} // namespace kinovar::preview::kernels
#endif
