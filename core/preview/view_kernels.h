#pragma once

#include <cstddef>
#include <cstdint>

/// Loops over one row of 32-bit pixels (0xffRRGGBB, see Picture), compiled for several instruction
/// sets and chosen at run time. Pointers need no alignment; input and output must not overlap.
/// Every result has its top byte set.
namespace kinovar::preview::kernels {

/// Between the two passes of a resampling each of the four channels of a pixel is an int16 of this
/// many times its value: room for overshoot on both sides.
inline constexpr int kPassScale = 64;
/// Weights are int16, this one is 1, so that one may be somewhat more than 1 where others are
/// negative; those of a pixel add up to it.
inline constexpr int kWeightOne = 16384;
/// Weights of weigh_pixels come in pairs of taps, each repeated for the four channels.
inline constexpr int kPairWeights = 8;

/// dst[4·pixels] = kPassScale · Σ weights[j]·rows[j] over `count` rows.
void weigh_rows(std::int16_t* dst, const std::uint32_t* const* rows, const std::int16_t* weights,
                int count, std::size_t pixels);
/// dst[i] = Σ over 2·pairs taps from pixel starts[i] of `src` on; `weights` holds
/// pairs·kPairWeights values for each i.
void weigh_pixels(std::uint32_t* dst, const std::int16_t* src, const std::int32_t* starts,
                  const std::int16_t* weights, int pairs, std::size_t n);
/// dst[i] = src[starts[i]]
void pick_pixels(std::uint32_t* dst, const std::uint32_t* src, const std::int32_t* starts,
                 std::size_t n);
/// dst[i] = src[n − 1 − i]
void reverse(std::uint32_t* dst, const std::uint32_t* src, std::size_t n);

/// Each channel: 128 + gain·(b − a), clipped. Gain 1 to 64.
void signed_difference(std::uint32_t* dst, const std::uint32_t* a, const std::uint32_t* b,
                       std::size_t n, int gain);
/// Each channel: gain·|b − a|, clipped.
void absolute_difference(std::uint32_t* dst, const std::uint32_t* a, const std::uint32_t* b,
                         std::size_t n, int gain);

/// Opacities are 0 to this.
inline constexpr int kFullOpacity = 128;
/// dst moves towards `over` by its share of opacity.
void mix(std::uint32_t* dst, const std::uint32_t* over, std::size_t n, int opacity);

struct ChangeColours {
    std::uint32_t brighter; ///< where b is brighter than a
    std::uint32_t darker;
};
/// Where any channel of a and b differs by more than the threshold, dst moves towards a colour.
void mark_changes(std::uint32_t* dst, const std::uint32_t* a, const std::uint32_t* b, std::size_t n,
                  int threshold, int opacity, ChangeColours colours);

/// Luma (BT.709 weights on the shown values) of b less that of a, this many steps a level.
inline constexpr int kLumaSteps = 128;
void luma_difference(std::int16_t* dst, const std::uint32_t* a, const std::uint32_t* b,
                     std::size_t n);
/// dst moves towards colours[strength] by opacity[strength] of kFullOpacity; both have 256 entries.
void heat(std::uint32_t* dst, const std::uint8_t* strength, const std::uint32_t* colours,
          const std::uint16_t* opacity, std::size_t n);
/// dst[i] between from[i] and to[i], by `part`/256 of the way.
void between(std::uint8_t* dst, const std::uint8_t* from, const std::uint8_t* to, int part,
             std::size_t n);

} // namespace kinovar::preview::kernels
