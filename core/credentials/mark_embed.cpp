#include "core/credentials/cosines.h"
#include "core/credentials/mark.h"
#include "core/credentials/mark_code.h"
#include "core/credentials/mark_mask.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <list>
#include <memory>
#include <mutex>

namespace kinovar::credentials {

namespace {

/// The mark of one number at one size, in steps of kPatternStep of its own standard deviation.
struct Pattern {
    int width;
    int height;
    std::uint32_t id;
    std::vector<std::int8_t> values;
};
using PatternPtr = std::shared_ptr<const Pattern>;

constexpr float kPatternStep = 1.0F / 32; // ±4 deviations fit in a byte
/// In px of half a wave: a small picture is given only what it keeps when it is halved.
constexpr double kShortestWave = 4;
constexpr std::size_t kPatternsKept = 3;

void add_scaled(float* to, const float* from, float factor, int count) {
    for (int i = 0; i < count; ++i) {
        to[i] += factor * from[i];
    }
}

/// Rows of the mark's coefficients, brought to the picture's width: kWaves × width.
std::vector<float> waves_across(int width, int height, std::uint32_t id) {
    const MarkSymbols symbols = symbols_of(id);
    const std::vector<float> across = cosines(kWaves, width);
    const auto stride = static_cast<std::size_t>(width);
    std::vector<float> rows(kWaves * stride);
    const double shortest = std::max(kBandEnds.front(), std::max(width, height) / kShortestWave);
    float energy = 0;
    for (const MarkCarrier& carrier : mark_carriers()) {
        if (std::hypot(carrier.u, carrier.v) < shortest && carrier.u < width &&
            carrier.v < height) {
            add_scaled(rows.data() + carrier.v * stride, across.data() + carrier.u * stride,
                       carrier.amplitude * walsh(symbols[carrier.symbol], carrier.chip), width);
            energy += carrier.amplitude * carrier.amplitude;
        }
    }
    for (float& value : rows) {
        value /= std::sqrt(energy);
    }
    return rows;
}

PatternPtr make_pattern(int width, int height, std::uint32_t id) {
    const std::vector<float> rows = waves_across(width, height, id);
    const std::vector<float> down = cosines(kWaves, height);
    constexpr float kScale = 2 / kPatternStep; // a product of two cosines has a mean square of ¼
    const auto stride = static_cast<std::size_t>(width);
    auto pattern = std::make_shared<Pattern>(Pattern{width, height, id, {}});
    pattern->values.resize(stride * static_cast<std::size_t>(height));
    std::vector<float> line(stride);
    for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
        std::fill(line.begin(), line.end(), 0.0F);
        for (std::size_t v = 0; v < kWaves; ++v) {
            add_scaled(line.data(), rows.data() + v * stride,
                       down[v * static_cast<std::size_t>(height) + y], width);
        }
        for (std::size_t x = 0; x < stride; ++x) {
            pattern->values[y * stride + x] =
                static_cast<std::int8_t>(std::lround(std::clamp(kScale * line[x], -127.F, 127.F)));
        }
    }
    return pattern;
}

/// All frames of a film carry the same one.
PatternPtr pattern_of(int width, int height, std::uint32_t id) {
    static std::mutex mutex;
    static std::list<PatternPtr> kept; // last used first
    const std::scoped_lock lock(mutex);
    const auto found = std::find_if(kept.begin(), kept.end(), [&](const PatternPtr& one) {
        return one->width == width && one->height == height && one->id == id;
    });
    if (found != kept.end()) {
        kept.splice(kept.begin(), kept, found);
    } else {
        kept.push_front(make_pattern(width, height, id));
        kept.resize(std::min(kept.size(), kPatternsKept));
    }
    return kept.front();
}

/// In groups that fill vectors.
void add_to_pixels(float* pixel, const std::vector<float>& changes) {
    constexpr std::size_t kGroup = 4;
    std::size_t x = 0;
    for (; x + kGroup <= changes.size(); x += kGroup, pixel += kGroup * Frame::kChannels) {
        const float* c = changes.data() + x;
        const std::array<float, kGroup* Frame::kChannels> spread = {
            c[0], c[0], c[0], c[1], c[1], c[1], c[2], c[2], c[2], c[3], c[3], c[3]};
        for (std::size_t i = 0; i < spread.size(); ++i) {
            pixel[i] += spread[i];
        }
    }
    for (; x < changes.size(); ++x, pixel += Frame::kChannels) {
        for (int i = 0; i < Frame::kChannels; ++i) {
            pixel[i] += changes[x];
        }
    }
}

} // namespace

void embed_mark(Frame& frame, const MarkPayload& payload) {
    const PatternPtr pattern = pattern_of(frame.width(), frame.height(), payload.id);
    const MarkMask mask(frame);
    const auto width = static_cast<std::size_t>(frame.width());
    std::vector<float> changes(width);
    for (int y = 0; y < frame.height(); ++y) {
        mask.gains_of_row(y, changes);
        const std::int8_t* mark = pattern->values.data() + static_cast<std::size_t>(y) * width;
        for (std::size_t x = 0; x < width; ++x) {
            changes[x] *= kPatternStep * static_cast<float>(mark[x]);
        }
        add_to_pixels(frame.row(y), changes);
    }
}

} // namespace kinovar::credentials
