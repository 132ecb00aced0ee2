#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

/// The inner loops of the search for dirt, compiled for several instruction sets and chosen at run
/// time. Private to core/steps/restore.
namespace kinovar::steps::dust {

/// A row of a neighbour with the rows above and below it (the row itself at the picture's edge).
struct NeighbourRow {
    const std::uint8_t* above;
    const std::uint8_t* row;
    const std::uint8_t* below;
};

struct ScoreRow {
    const std::uint8_t* plane;
    const float* sigma;               ///< of the grain and of what goes on, levels
    const std::uint8_t* disagreement; ///< of the nearest two neighbours
    std::array<NeighbourRow, 4> others;
    std::size_t neighbours; ///< 2 or 4
};

struct ScoreRules {
    float range_share;        ///< of a neighbour's local range that is no difference
    float disagreement_share; ///< what is taken off where neighbours disagree
    float disagreement_noise; ///< × σ: by more than this
    float zero, step;         ///< results are zero + step · score
};

/// How far each of n pixels stands out from all neighbours, in σ: above them and below them.
void score_row(std::uint8_t* bright, std::uint8_t* dark, const ScoreRow& rows, std::size_t n,
               const ScoreRules& rules);

/// values[i] += change[i], rounded and within 0 … 255.
void add_to_row(std::uint8_t* values, const float* change, std::size_t n);

/// Pixels of a small shape, row by row, in rows of a multiple of kStep bytes.
struct Shape {
    static constexpr std::size_t kStep = 16;
    const std::uint8_t* pixels;
    const std::uint8_t* mask; ///< 255 where a pixel belongs to the shape, else 0
    std::size_t stride;
    std::size_t rows;
};

/// Sum of squared differences of a shape from what lies under it at `other`, of which `stride`
/// bytes from each row's start must be readable; gives up above `limit` and returns that.
[[nodiscard]] int squared_difference(const Shape& shape, const std::uint8_t* other,
                                     std::size_t other_stride, int limit);

} // namespace kinovar::steps::dust
