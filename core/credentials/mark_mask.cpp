#include "core/credentials/mark_mask.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kinovar::credentials {

namespace {

constexpr int kBlocksAcross = 240; // 8 px in full HD
constexpr int kSmallestBlock = 2;
constexpr int kSamples = 4; // along each side of a block
constexpr float kLevel = 1.0F / 255;

// Deviations of the mark: on even ground below what shows at twice the size, in texture up to what
// keeps the whole picture above 44 dB.
constexpr float kLeast = 0.8F * kLevel;
constexpr float kMost = 3.0F * kLevel;
constexpr float kByActivity = 0.45F;
constexpr float kMostOverall = 1.55F * kLevel; // root mean square: 44.3 dB
constexpr float kEndsRamp = 12 * kLevel;

/// 3×3, values beyond the edge left out.
template <class Combine>
std::vector<float> over_neighbours(const std::vector<float>& values, int columns, int rows,
                                   const Combine& combine) {
    std::vector<float> result(values.size());
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x) {
            float state = 0;
            int count = 0;
            for (int j = std::max(0, y - 1); j <= std::min(rows - 1, y + 1); ++j) {
                for (int i = std::max(0, x - 1); i <= std::min(columns - 1, x + 1); ++i) {
                    const float value = values[static_cast<std::size_t>(j * columns + i)];
                    state = count == 0 ? value : combine(state, value);
                    ++count;
                }
            }
            result[static_cast<std::size_t>(y * columns + x)] = state / combine.divisor(count);
        }
    }
    return result;
}

struct Smallest {
    float operator()(float a, float b) const { return std::min(a, b); }
    [[nodiscard]] float divisor(int /*count*/) const { return 1; }
};
struct Mean {
    float operator()(float a, float b) const { return a + b; }
    [[nodiscard]] float divisor(int count) const { return static_cast<float>(count); }
};

float sample(const float* pixel) {
    return 0.25F * pixel[0] + 0.5F * pixel[1] + 0.25F * pixel[2];
}

/// Mean difference between samples of a block beside and below each other, times how far its
/// mean lies from the ends of the range.
float gain_of_block(const Frame& frame, int left, int top, int block) {
    const int step = std::max(1, block / kSamples);
    const int last_x = frame.width() - 1;
    const int last_y = frame.height() - 1;
    float sum = 0;
    float differences = 0;
    int count = 0;
    for (int y = top; y < std::min(top + block, last_y + 1); y += step) {
        const float* row = frame.row(y);
        const float* below = frame.row(std::min(y + step, last_y));
        for (int x = left; x < std::min(left + block, last_x + 1); x += step) {
            const float here = sample(row + 3 * x);
            sum += here;
            differences += std::abs(here - sample(row + 3 * std::min(x + step, last_x))) +
                           std::abs(here - sample(below + 3 * x));
            ++count;
        }
    }
    const auto samples = static_cast<float>(count);
    const float mean = sum / samples;
    const float ends = std::clamp(std::min(mean, 1 - mean) / kEndsRamp, 0.0F, 1.0F);
    const float activity = differences / (2 * samples);
    return ends * std::min(kLeast + kByActivity * activity, kMost);
}

} // namespace

MarkMask::MarkMask(const Frame& frame)
    : width_(frame.width()), height_(frame.height()),
      block_(std::max(kSmallestBlock, std::max(width_, height_) / kBlocksAcross)),
      columns_((width_ + block_ - 1) / block_), rows_((height_ + block_ - 1) / block_) {
    measure(frame);
}

void MarkMask::measure(const Frame& frame) {
    gains_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
    for (int y = 0; y < rows_; ++y) {
        for (int x = 0; x < columns_; ++x) {
            gains_[static_cast<std::size_t>(y * columns_ + x)] =
                gain_of_block(frame, x * block_, y * block_, block_);
        }
    }
    // A lone edge hides nothing of what stands beside it: only places amid texture count.
    gains_ = over_neighbours(gains_, columns_, rows_, Smallest());
    gains_ = over_neighbours(gains_, columns_, rows_, Mean());
    const float square = std::inner_product(gains_.begin(), gains_.end(), gains_.begin(), 0.0F);
    const float overall = std::sqrt(square / static_cast<float>(gains_.size()));
    if (overall > kMostOverall) {
        for (float& gain : gains_) {
            gain *= kMostOverall / overall;
        }
    }
}

void MarkMask::gains_of_row(int y, std::span<float> gains) const {
    const auto place = [this](int at, int count) {
        return std::clamp((static_cast<float>(at) + 0.5F) / static_cast<float>(block_) - 0.5F, 0.0F,
                          static_cast<float>(count - 1));
    };
    const float row = place(y, rows_);
    const int above = static_cast<int>(row);
    const int below = std::min(above + 1, rows_ - 1);
    const float part = row - static_cast<float>(above);
    std::vector<float> nodes(static_cast<std::size_t>(columns_));
    for (int x = 0; x < columns_; ++x) {
        const float a = gains_[static_cast<std::size_t>(above * columns_ + x)];
        const float b = gains_[static_cast<std::size_t>(below * columns_ + x)];
        nodes[static_cast<std::size_t>(x)] = a + part * (b - a);
    }
    for (int x = 0; x < width_; ++x) {
        const float column = place(x, columns_);
        const auto left = static_cast<std::size_t>(column);
        const std::size_t right = std::min(left + 1, nodes.size() - 1);
        gains[static_cast<std::size_t>(x)] =
            nodes[left] + (column - static_cast<float>(left)) * (nodes[right] - nodes[left]);
    }
}

} // namespace kinovar::credentials
