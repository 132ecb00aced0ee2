#include "core/train/detail_map.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace kinovar::train {

namespace {

constexpr int kTile = 32;
/// Even a flat patch is taken now and then: networks must learn to leave those alone.
constexpr double kLeastChance = 0.15;

float detail_of(const LumaPicture& picture, int left, int top) {
    const int right = std::min(left + kTile, picture.width - 1);
    const int bottom = std::min(top + kTile, picture.height - 1);
    int sum = 0;
    for (int y = top; y < bottom; ++y) {
        const std::uint8_t* row = picture.row(y);
        const std::uint8_t* below = picture.row(y + 1);
        for (int x = left; x < right; ++x) {
            sum += std::abs(row[x + 1] - row[x]) + std::abs(below[x] - row[x]);
        }
    }
    const int pixels = std::max((right - left) * (bottom - top), 1);
    return static_cast<float>(sum) / static_cast<float>(pixels);
}

} // namespace

DetailMap::DetailMap(const LumaPicture& picture)
    : columns_((picture.width + kTile - 1) / kTile), rows_((picture.height + kTile - 1) / kTile) {
    for (int row = 0; row < rows_; ++row) {
        for (int column = 0; column < columns_; ++column) {
            detail_.push_back(detail_of(picture, column * kTile, row * kTile));
        }
    }
    const float sum = std::accumulate(detail_.begin(), detail_.end(), 0.0F);
    const float mean = sum / static_cast<float>(detail_.size());
    for (float& value : detail_) {
        value = mean > 0 ? value / mean : 1;
    }
}

double DetailMap::chance(int centre_x, int centre_y) const {
    const int column = std::clamp(centre_x / kTile, 0, columns_ - 1);
    const int row = std::clamp(centre_y / kTile, 0, rows_ - 1);
    const float detail = detail_[static_cast<std::size_t>(row * columns_ + column)];
    return std::clamp(static_cast<double>(detail), kLeastChance, 1.0);
}

} // namespace kinovar::train
