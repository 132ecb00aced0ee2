#include "core/steps/measure/scratch_votes.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr double kReferenceLines = 480;

/// Levels by which a row has to stand out of both sides.
constexpr float kLeastRidge = 2.5F;
/// A row counts at most this much in the mean, so that the picture's own edges do not rule it.
constexpr float kMostRidge = 24.0F;
constexpr float kRidgeUnits = 16.0F;
constexpr int kTilts = 2; ///< that are tried to either side
constexpr int kFullVote = 255;

using Row = std::vector<float>;

std::vector<float> gaussian(double sigma) {
    const int radius = static_cast<int>(std::ceil(2.5 * sigma));
    std::vector<float> taps;
    double sum = 0;
    for (int i = -radius; i <= radius; ++i) {
        taps.push_back(static_cast<float>(std::exp(-i * i / (2 * sigma * sigma))));
        sum += taps.back();
    }
    for (float& tap : taps) {
        tap /= static_cast<float>(sum);
    }
    return taps;
}

/// Counts of one band, a column each.
struct BandCount {
    Row bright, dark, ridge;
    int rows = 0;
    explicit BandCount(std::size_t width) : bright(width), dark(width), ridge(width) {}
};

void add_row(std::uint16_t* sum, const std::uint8_t* row, std::size_t width) {
    for (std::size_t x = 0; x < width; ++x) {
        sum[x] = static_cast<std::uint16_t>(sum[x] + row[x]);
    }
}

void blur_row(const std::vector<std::uint16_t>& sum, const std::vector<float>& taps, float scale,
              Row& out) {
    const std::size_t radius = taps.size() / 2;
    std::fill(out.begin(), out.end(), 0.0F);
    const std::size_t count = out.size() - 2 * radius;
    float* target = out.data() + radius;
    for (std::size_t k = 0; k < taps.size(); ++k) {
        const float tap = taps[k] * scale;
        const std::uint16_t* source = sum.data() + k;
        for (std::size_t x = 0; x < count; ++x) {
            target[x] += tap * static_cast<float>(source[x]);
        }
    }
}

void count_row(const Row& row, const ScratchScale& scale, BandCount& band) {
    const auto margin = static_cast<std::size_t>(scale.margin);
    const auto side = static_cast<std::size_t>(scale.side);
    const std::size_t count = row.size() - 2 * margin;
    const float* middle = row.data() + margin;
    const float* left = middle - side;
    const float* right = middle + side;
    float* bright = band.bright.data() + margin;
    float* dark = band.dark.data() + margin;
    float* ridge = band.ridge.data() + margin;
    for (std::size_t x = 0; x < count; ++x) {
        const float a = middle[x] - left[x];
        const float b = middle[x] - right[x];
        const float lower = a < b ? a : b;
        const float upper = a < b ? b : a;
        bright[x] += lower > kLeastRidge ? 1.0F : 0.0F;
        dark[x] += upper < -kLeastRidge ? 1.0F : 0.0F;
        float mean = 0.5F * (a + b);
        mean = mean < kMostRidge ? mean : kMostRidge;
        ridge[x] += mean > -kMostRidge ? mean : -kMostRidge;
    }
    ++band.rows;
}

/// The best over a few tilts of the mean over the bands, the worst one left out.
std::vector<std::uint8_t> join_bands(const std::vector<BandCount>& bands, Row BandCount::*votes,
                                     const ScratchScale& scale) {
    constexpr int kBands = ScratchVotes::kBands;
    const int width = static_cast<int>((bands[0].*votes).size());
    std::vector<std::uint8_t> joined(static_cast<std::size_t>(width));
    for (int tilt = -kTilts; tilt <= kTilts; ++tilt) {
        std::array<int, kBands> shift{};
        int reach = 0;
        for (int b = 0; b < kBands; ++b) {
            const double place = static_cast<double>(b) / (kBands - 1) - 0.5;
            shift[static_cast<std::size_t>(b)] =
                static_cast<int>(std::lround(tilt * scale.tilt_step * place));
            reach = std::max(reach, std::abs(shift[static_cast<std::size_t>(b)]));
        }
        for (int x = reach; x < width - reach; ++x) {
            float sum = 0;
            float worst = 1;
            for (std::size_t b = 0; b < kBands; ++b) {
                const BandCount& band = bands[b];
                const float share = (band.*votes)[static_cast<std::size_t>(x + shift[b])] /
                                    static_cast<float>(band.rows);
                sum += share;
                worst = std::min(worst, share);
            }
            const float vote = (sum - worst) / (kBands - 1);
            auto& best = joined[static_cast<std::size_t>(x)];
            best = std::max(best, static_cast<std::uint8_t>(std::lround(vote * kFullVote)));
        }
    }
    return joined;
}

} // namespace

ScratchScale::ScratchScale(int height) {
    const double scale = std::max(height / kReferenceLines, 0.5);
    rows = std::max(1, static_cast<int>(std::lround(4 * scale)));
    blur = 0.6 * std::max(scale, 1.0);
    side = std::max(3, static_cast<int>(std::lround(4 * scale)));
    margin = side + static_cast<int>(std::ceil(2.5 * blur));
    tilt_step = std::max(1, static_cast<int>(std::lround(2 * scale)));
}

ScratchVotes scratch_votes(std::span<const std::uint8_t> luma, int width, int height) {
    assert(luma.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const ScratchScale scale(height);
    const auto columns = static_cast<std::size_t>(width);
    ScratchVotes votes;
    votes.bright.resize(columns);
    votes.dark.resize(columns);
    for (auto& ridge : votes.ridge) {
        ridge.resize(columns);
    }
    const int lines = height / scale.rows;
    if (lines < ScratchVotes::kBands || width <= 2 * scale.margin) {
        return votes;
    }
    std::vector<BandCount> bands(ScratchVotes::kBands, BandCount(columns));
    const std::vector<float> taps = gaussian(scale.blur);
    std::vector<std::uint16_t> sum(columns);
    Row row(columns);
    for (int line = 0; line < lines; ++line) {
        std::fill(sum.begin(), sum.end(), std::uint16_t{0});
        for (int i = 0; i < scale.rows; ++i) {
            const auto y = static_cast<std::size_t>(line * scale.rows + i);
            add_row(sum.data(), luma.data() + y * columns, columns);
        }
        blur_row(sum, taps, 1.0F / static_cast<float>(scale.rows), row);
        count_row(row, scale, bands[static_cast<std::size_t>(line * ScratchVotes::kBands / lines)]);
    }
    votes.bright = join_bands(bands, &BandCount::bright, scale);
    votes.dark = join_bands(bands, &BandCount::dark, scale);
    for (std::size_t b = 0; b < bands.size(); ++b) {
        const float unit = kRidgeUnits / static_cast<float>(bands[b].rows);
        for (std::size_t x = 0; x < columns; ++x) {
            votes.ridge[b][x] = static_cast<std::int16_t>(std::lround(bands[b].ridge[x] * unit));
        }
    }
    return votes;
}

} // namespace kinovar::steps
