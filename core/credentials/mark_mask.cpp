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
constexpr float kLeast = 0.75F * kLevel;
constexpr float kMost = 3.0F * kLevel;
constexpr float kByActivity = 0.65F;
constexpr float kMostOverall = 1.55F * kLevel; // root mean square: 44.3 dB
constexpr float kDarkRamp = 40 * kLevel;       // a smooth dark ground shows more than a light one
constexpr float kLightRamp = 12 * kLevel;

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

int sample_step(int block) {
    return std::max(1, block / kSamples);
}

/// Every `step`th pixel of every `step`th row.
struct Samples {
    int step;
    int width;
    int height;
    std::vector<float> values;

    Samples(const Frame& frame, int every)
        : step(every), width((frame.width() + every - 1) / every),
          height((frame.height() + every - 1) / every),
          values(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
        float* value = values.data();
        for (int y = 0; y < height; ++y) {
            const float* pixel = frame.row(y * step);
            for (int x = 0; x < width; ++x, pixel += Frame::kChannels * step) {
                *value++ = 0.25F * pixel[0] + 0.5F * pixel[1] + 0.25F * pixel[2];
            }
        }
    }
    [[nodiscard]] const float* row(int y) const {
        return values.data() +
               static_cast<std::size_t>(std::min(y, height - 1)) * static_cast<std::size_t>(width);
    }
};

/// Mean difference between samples of a block beside and below each other, times how far its
/// mean lies from the ends of the range. In samples.
float gain_of_block(const Samples& samples, int left, int top, int side) {
    const int right = std::min(left + side, samples.width);
    const int bottom = std::min(top + side, samples.height);
    float sum = 0;
    float differences = 0;
    for (int y = top; y < bottom; ++y) {
        const float* row = samples.row(y);
        const float* below = samples.row(y + 1);
        for (int x = left; x < right; ++x) {
            const float beside = row[std::min(x + 1, samples.width - 1)];
            sum += row[x];
            differences += std::abs(row[x] - beside) + std::abs(row[x] - below[x]);
        }
    }
    const auto count = static_cast<float>((right - left) * (bottom - top));
    const float mean = sum / count;
    const float ends = std::clamp(std::min(mean / kDarkRamp, (1 - mean) / kLightRamp), 0.0F, 1.0F);
    return ends * std::min(kLeast + kByActivity * differences / (2 * count), kMost);
}

/// The side of a block: a whole number of samples.
int block_side(const Frame& frame) {
    const int side =
        std::max(kSmallestBlock, std::max(frame.width(), frame.height()) / kBlocksAcross);
    return side / sample_step(side) * sample_step(side);
}

} // namespace

MarkMask::MarkMask(const Frame& frame)
    : width_(frame.width()), block_(block_side(frame)), columns_((width_ + block_ - 1) / block_),
      rows_((frame.height() + block_ - 1) / block_) {
    const int step = sample_step(block_);
    const Samples samples(frame, step);
    const int side = block_ / step;
    gains_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
    for (int y = 0; y < rows_; ++y) {
        for (int x = 0; x < columns_; ++x) {
            gains_[static_cast<std::size_t>(y * columns_ + x)] =
                gain_of_block(samples, x * side, y * side, side);
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
    const auto side = static_cast<float>(block_);
    const float row = std::clamp((static_cast<float>(y) + 0.5F) / side - 0.5F, 0.0F,
                                 static_cast<float>(rows_ - 1));
    const int above = static_cast<int>(row);
    const int below = std::min(above + 1, rows_ - 1);
    const float part = row - static_cast<float>(above);
    const auto gain_at = [&](int column) {
        const int at = std::clamp(column, 0, columns_ - 1);
        const float a = gains_[static_cast<std::size_t>(above * columns_ + at)];
        const float b = gains_[static_cast<std::size_t>(below * columns_ + at)];
        return a + part * (b - a);
    };
    // From the centre of one block to that of the next.
    float left = gain_at(-1);
    for (int column = -1; column < columns_; ++column) {
        const float right = gain_at(column + 1);
        const float slope = (right - left) / side;
        const float start = left - slope * (static_cast<float>(column) * side + (side - 1) / 2);
        const int first = std::max(0, column * block_ + block_ / 2);
        const int last = std::min(width_, (column + 1) * block_ + block_ / 2);
        for (int x = first; x < last; ++x) {
            gains[static_cast<std::size_t>(x)] = start + slope * static_cast<float>(x);
        }
        left = right;
    }
}

} // namespace kinovar::credentials
