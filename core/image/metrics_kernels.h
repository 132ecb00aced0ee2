#pragma once

#include <array>
#include <cstddef>

/// Loops of the picture figures, compiled for several instruction sets and chosen at run time.
/// Private to core/image.
namespace kinovar::rows {

/// Values into [0,1], NaN to 0.
void clip(float* values, std::size_t n);

struct Difference {
    double squares = 0; ///< Σ (a − b)²
    float largest = 0;  ///< max |a − b|
};
[[nodiscard]] Difference difference(const float* a, const float* b, std::size_t n);

/// The four quantities whose local means SSIM needs, of s = a + b − 1 and d = a − b.
struct SsimTerms {
    static constexpr std::size_t kCount = 4;
    std::array<float*, kCount> row; ///< s, d, s², d²
};
void ssim_terms(const SsimTerms& terms, const float* a, const float* b, std::size_t n);

/// dst[i] = Σ taps[j]·src[i+j], j < count; reads src[0 … n+count−2].
void convolve(float* dst, const float* src, const float* taps, std::size_t count, std::size_t n);

/// Σ of the SSIM of n positions. `means[t·count + j]` is row j of term t, still to be weighted down
/// the column with taps[j].
[[nodiscard]] double ssim_sum(const float* const* means, const float* taps, std::size_t count,
                              std::size_t n);

} // namespace kinovar::rows
