#pragma once

#include <array>
#include <cstddef>

/// The inner loop of the alignment of two pictures, compiled for several instruction sets and
/// chosen at run time. Private to core/steps/measure.
namespace kinovar::steps::motion {

/// Two rows of picture B that a row of A is compared with: bilinear between them and between
/// neighbouring columns. b0 and b1 are readable from 0 to n.
struct RowPair {
    const float* a;  ///< n values of A
    const float* ax; ///< their gradients
    const float* ay;
    const float* b0;
    const float* b1;
    float fx, fy; ///< 0 … 1: how far to the right and down B is read
};

struct Robust {
    float gain;               ///< B ≈ gain · A
    float inverse_scale;      ///< 1 / (2 s): residuals beyond 2 s count for little
    float darkest, brightest; ///< values of A outside say nothing (clipped)
};

/// Sums over pixels of w·gᵢgⱼ (upper triangle: xx, xy, xa, yy, ya, aa) and w·gᵢr (x, y, a), where
/// g = (∂x, ∂y, A), r = B − gain·A, of w, w·A and w·r.
inline constexpr std::size_t kSums = 12;
using Sums = std::array<double, kSums>;

void add_row(Sums& sums, const RowPair& row, std::size_t n, const Robust& robust);

/// |B − gain·A| of every `step`-th pixel of a row; returns how many were written.
std::size_t sample_row(float* out, const RowPair& row, std::size_t n, const Robust& robust,
                       std::size_t step);

} // namespace kinovar::steps::motion
