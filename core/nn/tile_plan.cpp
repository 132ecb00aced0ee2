#include "core/nn/tile_plan.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace kinovar::nn {

namespace {

constexpr int kFeather = 8; // input pixels over which two tiles fade into each other

int round_down(int value, int multiple) {
    return value / multiple * multiple;
}

int round_up(int value, int multiple) {
    return (value + multiple - 1) / multiple * multiple;
}

/// `count` cores of about the same size, each grown by `margin` where there is picture.
std::vector<TileSpan> cut(int length, int count, int margin, int multiple) {
    std::vector<TileSpan> spans(static_cast<std::size_t>(count));
    const int units = length / multiple;
    for (int i = 0; i < count; ++i) {
        const auto border = [&](int n) {
            return static_cast<int>(static_cast<std::int64_t>(units) * n / count) * multiple;
        };
        TileSpan& span = spans[static_cast<std::size_t>(i)];
        span.core_begin = border(i);
        span.core_end = border(i + 1);
        span.begin = std::max(0, round_down(span.core_begin - margin, multiple));
        span.begin = span.core_begin < margin ? 0 : span.begin;
        span.end = std::min(length, round_up(span.core_end + margin, multiple));
    }
    return spans;
}

TilePlan plan(const TileRequest& request, int columns, int rows) {
    TilePlan result;
    result.feather = kFeather;
    const int margin = request.halo + kFeather / 2;
    result.columns = cut(request.width, columns, margin, request.multiple);
    result.rows = cut(request.height, rows, margin, request.multiple);
    return result;
}

int largest(const std::vector<TileSpan>& spans) {
    int most = 0;
    for (const TileSpan& span : spans) {
        most = std::max(most, span.size());
    }
    return most;
}

std::int64_t total(const std::vector<TileSpan>& spans) {
    return std::accumulate(
        spans.begin(), spans.end(), std::int64_t{0},
        [](std::int64_t sum, const TileSpan& span) { return sum + span.size(); });
}

/// More tiles would be smaller than is sensible.
int most_tiles(int length, int multiple) {
    return std::max(1, length / std::max(kSmallestTile, multiple));
}

} // namespace

int TilePlan::largest_width() const {
    return largest(columns);
}

int TilePlan::largest_height() const {
    return largest(rows);
}

TilePlan plan_by_side(const TileRequest& request, int side) {
    const int core = std::max({kSmallestTile, request.multiple, side});
    const auto count = [&](int length) {
        return std::min((length + core - 1) / core, most_tiles(length, request.multiple));
    };
    return plan(request, count(request.width), count(request.height));
}

TilePlan plan_by_pixels(const TileRequest& request, std::int64_t pixels) {
    const int most_rows = most_tiles(request.height, request.multiple);
    const int most_columns = most_tiles(request.width, request.multiple);
    TilePlan best = plan(request, most_columns, most_rows);
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (int columns = 1; columns <= most_columns; ++columns) {
        for (int rows = 1; rows <= most_rows; ++rows) {
            TilePlan candidate = plan(request, columns, rows);
            if (static_cast<std::int64_t>(candidate.largest_width()) * candidate.largest_height() >
                pixels) {
                continue;
            }
            const std::int64_t work = total(candidate.columns) * total(candidate.rows);
            if (work < least) {
                least = work;
                best = std::move(candidate);
            }
            break; // more rows only mean more work
        }
    }
    return best;
}

float tile_weight(const std::vector<TileSpan>& spans, std::size_t index, int position, int feather,
                  int scale) {
    // How far the fade over a core border has gone at this pixel's centre.
    const auto fade = [&](int border) {
        const auto width = static_cast<float>(feather * scale);
        const float distance = static_cast<float>(position) + 0.5F -
                               static_cast<float>(border) * static_cast<float>(scale);
        return std::clamp(distance / width + 0.5F, 0.0F, 1.0F);
    };
    const float in = index == 0 ? 1.0F : fade(spans[index].core_begin);
    const float out = index + 1 == spans.size() ? 0.0F : fade(spans[index].core_end);
    return in - out;
}

} // namespace kinovar::nn
