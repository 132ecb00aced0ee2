#pragma once

#include <cstddef>
#include <cstdint>

/// Loops over one row of samples, compiled for several instruction sets and chosen at run time.
/// Pointers need no alignment; input and output must not overlap. Private to core/image.
namespace kinovar::rows {

/// dst[i] = (src[i] − zero) / span
void unpack(float* dst, const std::uint8_t* src, std::size_t n, float zero, float span);
void unpack(float* dst, const std::uint16_t* src, std::size_t n, float zero, float span);

/// n pixels of three planes ↔ RGBRGB…
void interleave(float* dst, const float* r, const float* g, const float* b, std::size_t n);
void deinterleave(float* r, float* g, float* b, const float* src, std::size_t n);

/// dst[i] = Σ weights[j]·src[j][i] over `count` (1 … 5) rows.
void blend(float* dst, const float* const* src, const float* weights, int count, std::size_t n);

/// dst[2i] = src[i], dst[2i+1] = (src[i] + src[i+1]) / 2; reads src[0 … n].
void spread_cosited(float* dst, const float* src, std::size_t n);
/// dst[2i], dst[2i+1] = src[i] ± (src[i−1] − src[i+1]) / 8; reads src[−1 … n].
void spread_centred(float* dst, const float* src, std::size_t n);
/// dst[i] = Σ {−1, 2, 6, 2, −1}/8 · src[2i−2 … 2i+2]; reads src[−2 … 2n].
void gather_cosited(float* dst, const float* src, std::size_t n);
/// dst[i] = (src[2i] + src[2i+1]) / 2
void gather_centred(float* dst, const float* src, std::size_t n);

/// dst[i] = the whole number nearest to src[i]·span + zero + pattern[i mod 8], within [0, max].
/// Halves go up; NaN gives 0.
void pack(std::uint8_t* dst, const float* src, std::size_t n, float zero, float span, float max,
          const float* pattern);
void pack(std::uint16_t* dst, const float* src, std::size_t n, float zero, float span, float max,
          const float* pattern);

/// dst[i] = weights · RGB[i]
void luma(float* dst, const float* rgb, std::size_t n, const float weights[3]);
/// The same, rounded and clipped to 0 … 255; NaN gives 0.
void luma(std::uint8_t* dst, const float* rgb, std::size_t n, const float weights[3]);

} // namespace kinovar::rows
