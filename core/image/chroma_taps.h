#pragma once

#include "core/colour/colour_spec.h"

#include <array>
#include <cstdint>

/// The pair of filters that carries chroma between its own grid and the luma grid, along one axis.
/// Going down is the exact left inverse of going up, so chroma that nobody touched comes back as it
/// was.
///
/// Co-sited samples (on every other luma position): the biorthogonal 5/3 pair of LeGall and
/// Tabatabai (1988). Up is linear interpolation, down is {−1, 2, 6, 2, −1}/8, with whole-sample
/// symmetric extension at the edges. Samples centred between two luma positions: up is c ± (c[−1] −
/// c[+1])/8, a quadratic through the means of neighbouring pairs, down is the mean of the pair.
/// Where the number of luma positions is odd, the chroma sample without a partner lies on the last
/// position.
namespace kinovar::chroma {

enum class Phase : std::uint8_t {
    First,   ///< sample k on luma position 2k
    Centred, ///< between 2k and 2k+1
    Last,    ///< on 2k+1
};

[[nodiscard]] Phase horizontal_phase(ChromaSiting siting);
[[nodiscard]] Phase vertical_phase(ChromaSiting siting);

/// How many chroma samples cover `fine` luma positions.
[[nodiscard]] constexpr int coarse_size(int fine) {
    return (fine + 1) / 2;
}

/// A weighted sum of at most five samples; positions ascend and differ.
struct Taps {
    static constexpr int kMost = 5;
    std::array<int, kMost> position{};
    std::array<float, kMost> weight{};
    int count = 0;

    void add(int at, float by);
};

/// Luma position `at` (of `fine`) as a sum of chroma samples.
[[nodiscard]] Taps taps_up(Phase phase, int fine, int at);
/// Chroma sample `at` as a sum over luma positions.
[[nodiscard]] Taps taps_down(Phase phase, int fine, int at);

/// A whole row along its length: coarse_size(fine) samples → fine, and back. No Phase::Last here.
void spread_row(Phase phase, float* fine_row, int fine, const float* coarse_row);
void gather_row(Phase phase, float* coarse_row, const float* fine_row, int fine);

} // namespace kinovar::chroma
