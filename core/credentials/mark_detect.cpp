#include "core/credentials/cosines.h"
#include "core/credentials/mark.h"
#include "core/credentials/mark_code.h"
#include "core/image/luma.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace kinovar::credentials {

namespace {

/// Every picture is brought to a square of this side: scaling then changes nothing.
constexpr int kGrid = 512;
constexpr auto kGridPixels = static_cast<std::size_t>(kGrid) * kGrid;
constexpr int kSmoothing = 9; ///< radius of the means that the picture itself is removed with
constexpr int kSpread = 5;    ///< radius of the means of its square
constexpr float kQuiet = 0.3F / 255;
constexpr float kEvening = 1.5F;
constexpr float kMostRest = 15;
constexpr float kMostDeviations = 3;
constexpr double kLeastPeak = 3.6;  ///< mean of the symbols' peaks, in deviations of the others
constexpr double kChancePeak = 2.6; ///< what pictures without a mark reach
constexpr double kSurePeak = 10.0;

using Plane = std::vector<float>;

/// Mean over a picture's area under each of kGrid cells along its rows.
Plane area_rows(const float* from, int width, std::size_t rows) {
    Plane to(rows * kGrid);
    const double step = static_cast<double>(width) / kGrid;
    for (int cell = 0; cell < kGrid; ++cell) {
        const double begin = cell * step;
        const double end = begin + step;
        const int first = static_cast<int>(begin);
        const int last = std::min(width - 1, static_cast<int>(std::ceil(end)) - 1);
        for (int x = first; x <= last; ++x) {
            const auto part =
                static_cast<float>((std::min(end, x + 1.0) - std::max<double>(begin, x)) / step);
            for (std::size_t y = 0; y < rows; ++y) {
                to[y * kGrid + static_cast<std::size_t>(cell)] +=
                    part * from[y * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
            }
        }
    }
    return to;
}

Plane transposed(const Plane& from, std::size_t columns) {
    const std::size_t rows = from.size() / columns;
    Plane to(from.size());
    for (std::size_t y = 0; y < rows; ++y) {
        for (std::size_t x = 0; x < columns; ++x) {
            to[x * rows + y] = from[y * columns + x];
        }
    }
    return to;
}

/// Means over (2·radius + 1)² samples, mirrored… along rows, then transposed: twice gives both
/// axes.
Plane mean_along_rows(const Plane& from, int radius) {
    Plane to(kGridPixels);
    for (std::size_t y = 0; y < kGrid; ++y) {
        const float* row = from.data() + y * kGrid;
        for (int x = 0; x < kGrid; ++x) {
            const int first = std::max(0, x - radius);
            const int last = std::min(kGrid - 1, x + radius);
            to[static_cast<std::size_t>(x) * kGrid + y] =
                std::accumulate(row + first, row + last + 1, 0.0F) /
                static_cast<float>(last - first + 1);
        }
    }
    return to;
}

Plane local_mean(const Plane& from, int radius) {
    return mean_along_rows(mean_along_rows(from, radius), radius);
}

/// What is left when the picture's own forms are taken out, even in strength everywhere: texture
/// counts no more than sky.
Plane whitened(const Frame& frame) {
    const auto width = static_cast<std::size_t>(frame.width());
    const auto height = static_cast<std::size_t>(frame.height());
    Plane luma(width * height);
    luma_of(frame, luma);
    for (float& value : luma) {
        value = std::isfinite(value) ? std::clamp(value, 0.0F, 1.0F) : 0.0F;
    }
    const Plane narrow = transposed(area_rows(luma.data(), frame.width(), height), kGrid);
    const Plane square = transposed(area_rows(narrow.data(), frame.height(), kGrid), kGrid);
    const Plane mean = local_mean(square, kSmoothing);
    Plane rest(kGridPixels);
    Plane power(kGridPixels);
    for (std::size_t i = 0; i < kGridPixels; ++i) {
        rest[i] = square[i] - mean[i];
        power[i] = rest[i] * rest[i];
    }
    power = local_mean(power, kSpread);
    for (std::size_t i = 0; i < kGridPixels; ++i) {
        // Beyond evening out: where a picture is quiet, the mark is found best.
        const float strength = std::pow(std::sqrt(power[i]) + kQuiet, kEvening);
        rest[i] = std::clamp(rest[i] / strength, -kMostRest, kMostRest);
    }
    return rest;
}

/// Cosine transform, first kWaves of each axis: kWaves × kWaves, v then u.
Plane waves_of(const Plane& square) {
    static const Plane table = cosines(kWaves, kGrid);
    Plane down(static_cast<std::size_t>(kWaves) * kGrid); // v, x
    for (std::size_t v = 0; v < kWaves; ++v) {
        float* to = down.data() + v * kGrid;
        for (std::size_t y = 0; y < kGrid; ++y) {
            const float factor = table[v * kGrid + y];
            const float* from = square.data() + y * kGrid;
            for (std::size_t x = 0; x < kGrid; ++x) {
                to[x] += factor * from[x];
            }
        }
    }
    const Plane across = transposed(table, kGrid); // x, u
    Plane waves(static_cast<std::size_t>(kWaves) * kWaves);
    for (std::size_t v = 0; v < kWaves; ++v) {
        float* to = waves.data() + v * kWaves;
        for (std::size_t x = 0; x < kGrid; ++x) {
            const float factor = down[v * kGrid + x];
            const float* from = across.data() + x * kWaves;
            for (std::size_t u = 0; u < kWaves; ++u) {
                to[u] += factor * from[u];
            }
        }
    }
    return waves;
}

using SymbolChips = std::array<MarkChips, kMarkSymbols>;
using BandChips = std::array<SymbolChips, kMarkBands>;

/// What a picture says of each chip. Waves are weighted against the strength that the picture
/// has in their ring of frequencies, which is nearly all noise.
BandChips chips_of(const Frame& frame) {
    constexpr int kRingWidth = 8;
    constexpr std::size_t kRings = 2 * kWaves / kRingWidth;
    const auto ring_of = [](const MarkCarrier& carrier) {
        return static_cast<std::size_t>(std::hypot(carrier.u, carrier.v)) / kRingWidth;
    };
    const Plane waves = waves_of(whitened(frame));
    BandChips bands{};
    std::array<double, kRings> power{};
    std::array<double, kRings> count{};
    for (const MarkCarrier& carrier : mark_carriers()) {
        const float wave = waves[static_cast<std::size_t>(carrier.v) * kWaves + carrier.u];
        power[ring_of(carrier)] += wave * wave;
        count[ring_of(carrier)] += 1;
    }
    for (const MarkCarrier& carrier : mark_carriers()) {
        const std::size_t ring = ring_of(carrier);
        const auto deviation = static_cast<float>(std::sqrt(power[ring] / count[ring]));
        if (deviation > 0) {
            const float wave =
                waves[static_cast<std::size_t>(carrier.v) * kWaves + carrier.u] / deviation;
            bands[carrier.band][carrier.symbol][carrier.chip] +=
                carrier.amplitude * std::clamp(wave, -kMostDeviations, kMostDeviations);
        }
    }
    return bands;
}

struct Peak {
    std::uint8_t row = 0;
    double deviations = 0;
};

Peak peak_of(MarkChips chips) {
    hadamard_transform(chips);
    const auto highest = std::max_element(chips.begin(), chips.end());
    const double total = std::inner_product(chips.begin(), chips.end(), chips.begin(), 0.0);
    const double rest = (total - *highest * *highest) / (kMarkChips - 1);
    return {static_cast<std::uint8_t>(highest - chips.begin()),
            rest > 0 ? *highest / std::sqrt(rest) : 0};
}

struct Decision {
    MarkSymbols symbols{};
    double peak = 0; ///< mean over the symbols
};

Decision decide(const SymbolChips& chips) {
    Decision decision;
    for (std::size_t k = 0; k < kMarkSymbols; ++k) {
        const Peak peak = peak_of(chips[k]);
        decision.symbols[k] = peak.row;
        decision.peak += peak.deviations / kMarkSymbols;
    }
    return decision;
}

void add_weighted(BandChips& sum, const BandChips& chips, float weight) {
    for (std::size_t b = 0; b < kMarkBands; ++b) {
        for (std::size_t k = 0; k < kMarkSymbols; ++k) {
            for (std::size_t i = 0; i < kMarkChips; ++i) {
                sum[b][k][i] += weight * chips[b][k][i];
            }
        }
    }
}

/// The best of the lower parts of the waves.
Decision decide(const BandChips& bands) {
    Decision best;
    BandChips sums = bands;
    for (std::size_t b = 0; b < kMarkBands; ++b) {
        for (std::size_t k = 0; b > 0 && k < kMarkSymbols; ++k) {
            std::transform(sums[b][k].begin(), sums[b][k].end(), sums[b - 1][k].begin(),
                           sums[b][k].begin(), std::plus());
        }
        const Decision decision = decide(sums[b]);
        best = decision.peak > best.peak ? decision : best;
    }
    return best;
}

} // namespace

struct MarkDetector::State {
    BandChips sum{};
    Decision best; ///< of the pictures, each alone: compression spoils some far more than others
};

MarkDetector::MarkDetector() : state_(std::make_unique<State>()) {}
MarkDetector::~MarkDetector() = default;

void MarkDetector::add(const Frame& frame) {
    const BandChips chips = chips_of(frame);
    const Decision alone = decide(chips);
    add_weighted(state_->sum, chips, static_cast<float>(std::max(alone.peak - kChancePeak, 0.0)));
    state_->best = alone.peak > state_->best.peak ? alone : state_->best;
}

MarkReading MarkDetector::reading() const {
    const Decision together = decide(state_->sum);
    const Decision& best = together.peak > state_->best.peak ? together : state_->best;
    const auto id = id_of(best.symbols);
    if (!id || best.peak < kLeastPeak) {
        return {};
    }
    return {true, std::min(1.0, best.peak / kSurePeak), {*id}};
}

MarkReading detect_mark(std::span<const FramePtr> frames) {
    MarkDetector detector;
    for (const FramePtr& frame : frames) {
        detector.add(*frame);
    }
    return detector.reading();
}

} // namespace kinovar::credentials
