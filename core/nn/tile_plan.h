#pragma once

#include <cstdint>
#include <vector>

namespace kinovar::nn {

/// One tile along one axis, in input pixels. [begin, end) is what the network sees, [core_begin,
/// core_end) what the tile is responsible for; over `feather` pixels around an inner core border it
/// fades into its neighbour.
struct TileSpan {
    int begin = 0, end = 0;
    int core_begin = 0, core_end = 0;

    [[nodiscard]] int size() const { return end - begin; }
};

/// How a picture is cut: every column with every row.
struct TilePlan {
    std::vector<TileSpan> columns;
    std::vector<TileSpan> rows;
    int feather = 0;

    [[nodiscard]] std::size_t count() const { return columns.size() * rows.size(); }
    /// Of the largest tile, in input pixels.
    [[nodiscard]] int largest_width() const;
    [[nodiscard]] int largest_height() const;
};

struct TileRequest {
    int width = 0, height = 0; ///< of the picture; multiples of `multiple`
    int halo = 0;              ///< input pixels around a tile that influence it
    int multiple = 1;          ///< tiles begin and end at multiples of this
};

/// Tiles whose cores have at most `side` pixels a side.
[[nodiscard]] TilePlan plan_by_side(const TileRequest& request, int side);

/// Tiles of at most `pixels` pixels with halo, shaped so that the least is computed
/// twice (a picture is cut across its shorter side). At least kSmallestTile a side, even if that is
/// more.
[[nodiscard]] TilePlan plan_by_pixels(const TileRequest& request, std::int64_t pixels);

constexpr int kSmallestTile = 16;

/// The weight of a tile at output pixel `position` along one axis; the weights of all tiles there
/// sum up to 1. `scale`: output pixels per input pixel.
[[nodiscard]] float tile_weight(const std::vector<TileSpan>& spans, std::size_t index, int position,
                                int feather, int scale);

} // namespace kinovar::nn
