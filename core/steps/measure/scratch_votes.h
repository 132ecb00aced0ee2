#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace kinovar::steps {

/// How much each column of one frame looks like a thin vertical line, from top to bottom.
struct ScratchVotes {
    static constexpr int kBands = 6; ///< horizontal bands of equal height, top to bottom

    /// Share of the height at which the column is brighter (darker) than both sides, 0 … 255; the
    /// worst band is left out, and lines that lean by a few pixels count too. Columns near the left
    /// and right edge have none. width values each.
    std::vector<std::uint8_t> bright;
    std::vector<std::uint8_t> dark;
    /// Mean over the band's rows of the height of the ridge over the mean of its two sides, in
    /// 1/16 levels of 8 bits, clipped row by row; negative for dark lines. [band][column].
    std::array<std::vector<std::int16_t>, kBands> ridge;

    [[nodiscard]] int width() const { return static_cast<int>(bright.size()); }
    [[nodiscard]] std::size_t bytes() const {
        return bright.size() * (2 + kBands * sizeof(std::int16_t));
    }
};

/// Lengths that ScratchVotes is made with, in pixels of a picture of that height.
struct ScratchScale {
    explicit ScratchScale(int height);
    int rows;      ///< that are averaged before anything is compared
    double blur;   ///< standard deviation, across the line
    int side;      ///< distance of the columns that a ridge is compared with
    int margin;    ///< columns at the left and right edge that are left out
    int tilt_step; ///< lean between top and bottom of the first tilt that is tried
};

/// Counts the votes of a picture in 8-bit luma (width × height, no padding). Pure; fit for every
/// frame of a film: one pass over the picture, the rest on every fourth row (at 480 lines). A
/// picture that is too small for any line gives no votes.
///
/// After the idea of A. Kokaram, "Detection and removal of line scratches in degraded motion
/// picture sequences", EUSIPCO 1996 (lines by integration over the height), with votes in the place
/// of sums, which strong edges of the picture would rule.
[[nodiscard]] ScratchVotes scratch_votes(std::span<const std::uint8_t> luma, int width, int height);

} // namespace kinovar::steps
