#include "ui/timeline/lane_layout.h"

#include <algorithm>
#include <numeric>

namespace kinovar::ui {

namespace {

// In heights of the text.
constexpr std::array<double, kLaneCount> kLeast = {1.5, 0.4, 1.1, 4.0, 1.2,
                                                   1.0, 1.0, 0.7, 1.0, 1.0};
constexpr double kRow = 0.35;        // of hints or fixes that lie above one another
constexpr double kMostRows = 2.5;    // however many rows there are
constexpr double kShotsShare = 0.62; // of the height that is left over
constexpr double kMostSound = 5;     // sound taller than this says no more
constexpr int kGap = 2;

/// Of each lane in pixels; 0: not there.
std::array<int, kLaneCount> least_heights(int text_height, const LaneNeeds& needs) {
    std::array<int, kLaneCount> heights{};
    for (std::size_t i = 0; i < heights.size(); ++i) {
        const auto lane = static_cast<Lane>(i);
        const int rows = lane == Lane::Hints   ? needs.hint_rows
                         : lane == Lane::Fixes ? needs.fix_rows
                                               : 1;
        const double least = rows > 1 ? std::clamp(rows * kRow, kLeast[i], kMostRows) : kLeast[i];
        heights[i] = std::max(2, static_cast<int>(least * text_height));
    }
    if (!needs.has_colours) {
        heights[static_cast<std::size_t>(Lane::Colours)] = 0;
    }
    if (!needs.has_fit) {
        heights[static_cast<std::size_t>(Lane::Fit)] = 0;
    }
    return heights;
}

int with_gaps(const std::array<int, kLaneCount>& heights) {
    return std::accumulate(heights.begin(), heights.end(), 0, [](int sum, int height) {
        return sum + (height > 0 ? height + kGap : 0);
    });
}

} // namespace

int LaneLayout::least_height(int text_height, const LaneNeeds& needs) {
    return with_gaps(least_heights(text_height, needs));
}

LaneLayout::LaneLayout(QSize size, int text_height, int header_width, const LaneNeeds& needs)
    : header_width_(std::min(header_width, size.width())) {
    std::array<int, kLaneCount> heights = least_heights(text_height, needs);
    const int spare = std::max(0, size.height() - with_gaps(heights));
    int& sound = heights[static_cast<std::size_t>(Lane::Sound)];
    const int grown = sound + static_cast<int>(spare * (1 - kShotsShare));
    const int taller = std::min(grown, static_cast<int>(kMostSound * text_height));
    heights[static_cast<std::size_t>(Lane::Shots)] += spare - std::max(0, taller - sound);
    sound = std::max(sound, taller);
    int y = 0;
    for (std::size_t i = 0; i < heights.size(); ++i) {
        lanes_[i] = QRect(header_width_, y, size.width() - header_width_, heights[i]);
        y += heights[i] > 0 ? heights[i] + kGap : 0;
    }
}

QRect LaneLayout::header(Lane lane) const {
    const QRect at = this->lane(lane);
    return {0, at.y(), header_width_, at.height()};
}

QRect LaneLayout::lanes() const {
    const int bottom = std::max_element(lanes_.begin(), lanes_.end(), [](QRect a, QRect b) {
                           return a.bottom() < b.bottom();
                       })->bottom();
    return {lanes_.front().topLeft(), QPoint(lanes_.front().right(), bottom)};
}

Lane LaneLayout::lane_at(int y) const {
    Lane last = Lane::Ruler;
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
        if (lanes_[i].height() > 0) {
            last = static_cast<Lane>(i);
            if (y < lanes_[i].bottom() + 1 + kGap / 2) {
                break;
            }
        }
    }
    return last;
}

} // namespace kinovar::ui
