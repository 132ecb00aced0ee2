#include "ui/timeline/lane_layout.h"

#include <algorithm>
#include <numeric>

namespace kinovar::ui {

namespace {

// In heights of the text.
constexpr std::array<double, kLaneCount> kLeast = {1.5, 0.4, 1.1, 4.0, 1.2, 1.0, 1.0, 1.0};
constexpr double kShotsShare = 0.62; // of the height that is left over
constexpr double kMostSound = 5;     // sound taller than this says no more
constexpr int kGap = 2;

double sum_of_least() {
    return std::accumulate(kLeast.begin(), kLeast.end(), 0.0);
}

} // namespace

int LaneLayout::least_height(int text_height) {
    return static_cast<int>(sum_of_least() * text_height) + kGap * kLaneCount;
}

LaneLayout::LaneLayout(QSize size, int text_height, int header_width)
    : header_width_(std::min(header_width, size.width())) {
    std::array<int, kLaneCount> heights{};
    for (std::size_t i = 0; i < heights.size(); ++i) {
        heights[i] = std::max(2, static_cast<int>(kLeast[i] * text_height));
    }
    const int used = std::accumulate(heights.begin(), heights.end(), kGap * kLaneCount);
    const int spare = std::max(0, size.height() - used);
    int& sound = heights[static_cast<std::size_t>(Lane::Sound)];
    const int grown = sound + static_cast<int>(spare * (1 - kShotsShare));
    const int taller = std::min(grown, static_cast<int>(kMostSound * text_height));
    heights[static_cast<std::size_t>(Lane::Shots)] += spare - std::max(0, taller - sound);
    sound = std::max(sound, taller);
    int y = 0;
    for (std::size_t i = 0; i < heights.size(); ++i) {
        lanes_[i] = QRect(header_width_, y, size.width() - header_width_, heights[i]);
        y += heights[i] + kGap;
    }
}

QRect LaneLayout::header(Lane lane) const {
    const QRect at = this->lane(lane);
    return {0, at.y(), header_width_, at.height()};
}

QRect LaneLayout::lanes() const {
    return lanes_.front().united(lanes_.back());
}

Lane LaneLayout::lane_at(int y) const {
    for (std::size_t i = 0; i + 1 < lanes_.size(); ++i) {
        if (y < lanes_[i].bottom() + 1 + kGap / 2) {
            return static_cast<Lane>(i);
        }
    }
    return static_cast<Lane>(lanes_.size() - 1);
}

} // namespace kinovar::ui
