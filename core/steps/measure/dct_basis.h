#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace kinovar::steps {

inline constexpr int kDctSide = 8;
inline constexpr int kDctSize = kDctSide * kDctSide;

/// Rows of the orthonormal DCT-II of eight values: coefficient k of x is Σ basis[k][i]·x[i].
using DctBasis = std::array<std::array<float, kDctSide>, kDctSide>;

[[nodiscard]] inline const DctBasis& dct_basis() {
    static const DctBasis basis = [] {
        DctBasis made{};
        for (std::size_t k = 0; k < kDctSide; ++k) {
            const double norm = std::sqrt((k == 0 ? 1.0 : 2.0) / kDctSide);
            for (std::size_t i = 0; i < kDctSide; ++i) {
                made[k][i] = static_cast<float>(
                    norm * std::cos(std::numbers::pi * (2.0 * static_cast<double>(i) + 1) *
                                    static_cast<double>(k) / (2 * kDctSide)));
            }
        }
        return made;
    }();
    return basis;
}

/// A block of 8 × 8 values, row by row; coefficient (u across, v down) of its DCT at [8 v + u].
using DctBlock = std::array<float, kDctSize>;

[[nodiscard]] inline DctBlock dct_of(const DctBlock& block) {
    const DctBasis& basis = dct_basis();
    DctBlock half{}, whole{};
    for (std::size_t k = 0; k < kDctSide; ++k) {
        for (std::size_t i = 0; i < kDctSide; ++i) {
            for (std::size_t x = 0; x < kDctSide; ++x) {
                half[kDctSide * k + x] += basis[k][i] * block[kDctSide * i + x];
            }
        }
    }
    for (std::size_t v = 0; v < kDctSide; ++v) {
        for (std::size_t u = 0; u < kDctSide; ++u) {
            for (std::size_t x = 0; x < kDctSide; ++x) {
                whole[kDctSide * v + u] += basis[u][x] * half[kDctSide * v + x];
            }
        }
    }
    return whole;
}

} // namespace kinovar::steps
