#include "core/steps/portrait/animate/rim_guard.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace kinovar::portrait {
namespace {

// In widths of the eye.
constexpr int kColumns = 41;
constexpr float kFirstColumn = -.1F;
constexpr float kLastColumn = 1.1F;
constexpr float kRow = .0125F;
constexpr int kRows = 33;
constexpr int kAround = 4;            // rows beside a line that it is compared with
constexpr float kDark = .06F;         // keeps noise of black places down
constexpr float kLineContrast = .07F; // mean along a rim
constexpr float kColumnContrast = .05F;
constexpr float kRimWidth = .05F; // half, with its shadow
constexpr float kReachAside = .05F;

using Lines = std::array<std::array<float, kRows>, kColumns>; // contrast, by column and row

float u_of(int column) {
    return mix(kFirstColumn, kLastColumn, static_cast<float>(column) / (kColumns - 1));
}

// `start` gives the first row of a column; rows follow in steps of `down` (±1).
template <class Start>
Lines contrast_of(const LidShape& lid, const StillPatch& patch, Start start, float down) {
    Lines lines{};
    std::array<float, kRows + 2 * kAround> light{};
    for (int c = 0; c < kColumns; ++c) {
        const float u = u_of(c);
        for (int r = 0; r < kRows + 2 * kAround; ++r) {
            const float v = start(u) + down * kRow * static_cast<float>(r - kAround);
            light[static_cast<std::size_t>(r)] =
                patch.mean_at(lid.axes.picture({u, v}), .5F * kRow * lid.axes.width()).lightness();
        }
        for (int r = 0; r < kRows; ++r) {
            const auto i = static_cast<std::size_t>(r + kAround);
            const float around = (light[i - kAround] + light[i + kAround]) / 2;
            lines[static_cast<std::size_t>(c)][static_cast<std::size_t>(r)] =
                (light[i] - around) / (around + kDark);
        }
    }
    return lines;
}

// Rows of the line with the most contrast of that sign that runs through all columns without jumps
// (dynamic programming).
struct Path {
    std::array<int, kColumns> rows{};
    float contrast = 0; // mean
};

Path best_path(const Lines& lines, float sign) {
    std::array<std::array<float, kRows>, kColumns> sums{};
    std::array<std::array<int, kRows>, kColumns> from{};
    for (std::size_t c = 0; c < kColumns; ++c) {
        for (int r = 0; r < kRows; ++r) {
            int best = r;
            for (const int k : {r - 1, r + 1}) {
                const bool better = c > 0 && k >= 0 && k < kRows &&
                                    sums[c - 1][static_cast<std::size_t>(k)] >
                                        sums[c - 1][static_cast<std::size_t>(best)];
                best = better ? k : best;
            }
            const auto row = static_cast<std::size_t>(r);
            sums[c][row] =
                sign * lines[c][row] + (c > 0 ? sums[c - 1][static_cast<std::size_t>(best)] : 0);
            from[c][row] = best;
        }
    }
    Path path;
    const auto& last = sums.back();
    int row = static_cast<int>(std::max_element(last.begin(), last.end()) - last.begin());
    path.contrast = last[static_cast<std::size_t>(row)] / kColumns;
    for (int c = kColumns - 1; c >= 0; --c) {
        path.rows[static_cast<std::size_t>(c)] = row;
        row = from[static_cast<std::size_t>(c)][static_cast<std::size_t>(row)];
    }
    return path;
}

// How far a column is from its start to the rim; nothing where there is none.
using Distances = std::array<std::optional<float>, kColumns>;

Distances rim_of(const Lines& lines) {
    const Path dark = best_path(lines, -1);
    const Path light = best_path(lines, 1);
    const Path& path = dark.contrast > light.contrast ? dark : light;
    Distances distances;
    if (path.contrast < kLineContrast) {
        return distances;
    }
    for (std::size_t c = 0; c < kColumns; ++c) {
        const int row = path.rows[c];
        if (std::abs(lines[c][static_cast<std::size_t>(row)]) > kColumnContrast) {
            distances[c] = kRow * static_cast<float>(row);
        }
    }
    return distances;
}

// The nearest rim within reach of a column.
float nearest(const Distances& distances, float u, float otherwise) {
    float least = otherwise;
    for (int c = 0; c < kColumns; ++c) {
        if (std::abs(u_of(c) - u) <= kReachAside && distances[static_cast<std::size_t>(c)]) {
            least = std::min(least, *distances[static_cast<std::size_t>(c)]);
        }
    }
    return least;
}

} // namespace

void keep_off_rims(LidShape& lid, const StillPatch& patch) {
    constexpr float kSmoothing = .03F;
    constexpr float kClear = .06F; // of lashes on either side
    const auto above_lashes = [&](float u) { return lid.upper(u) - kClear; };
    const auto below_lashes = [&](float u) { return lid.lower(u) + kClear; };
    const Distances above = rim_of(contrast_of(lid, patch, above_lashes, -1));
    const Distances below = rim_of(contrast_of(lid, patch, below_lashes, 1));
    const Profile fixed = lid.fixed;
    lid.fixed = Profile::of([&](float u) {
                    const float rim = nearest(above, u, 1);
                    const float line = above_lashes(u) - rim + kRimWidth;
                    return std::min(std::max(fixed(u), line), lid.upper(u) - kRow);
                }).smoothed(kSmoothing);
    const Profile lower_end = lid.below;
    lid.below = Profile::of([&](float u) {
                    const float rim = nearest(below, u, 1);
                    const float line = below_lashes(u) + rim - kRimWidth;
                    return std::max(std::min(lower_end(u), line), lid.lower(u) + kRow);
                }).smoothed(kSmoothing);
}

} // namespace kinovar::portrait
