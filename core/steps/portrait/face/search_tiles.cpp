#include "core/steps/portrait/face/search_tiles.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace kinovar::portrait {

namespace {

constexpr int kDeepest = 8;
constexpr double kTileStep = 2.0 / 3;

/// Begins of tiles that cover a length.
std::vector<int> tile_begins(int length, int tile) {
    if (length <= tile) {
        return {0};
    }
    const int count = 1 + static_cast<int>(std::ceil((length - tile) / (tile * kTileStep)));
    std::vector<int> begins;
    for (int i = 0; i < count; ++i) {
        begins.push_back(static_cast<int>(static_cast<std::int64_t>(length - tile) * i /
                                          std::max(count - 1, 1)));
    }
    return begins;
}

} // namespace

Letterbox::Letterbox(const cv::Rect& part, int side) : part_(part), side_(side) {
    const double factor = static_cast<double>(side) / std::max(part.width, part.height);
    const int width = std::clamp(cvRound(part.width * factor), 1, side);
    const int height = std::clamp(cvRound(part.height * factor), 1, side);
    place_ = {(side - width) / 2, (side - height) / 2, width, height};
}

cv::Mat Letterbox::cut(const cv::Mat& picture) const {
    constexpr float kGrey = 0.5F;
    cv::Mat square(side_, side_, CV_32FC3, cv::Scalar::all(kGrey));
    cv::Mat target = square(place_);
    cv::resize(picture(part_), target, target.size(), 0, 0, cv::INTER_AREA);
    return square;
}

cv::Point2f Letterbox::to_picture(cv::Point2f point) const {
    constexpr double kHalf = 0.5; // from edges of pixels to their centres
    return {
        static_cast<float>((point.x - place_.x) * part_.width / place_.width + part_.x - kHalf),
        static_cast<float>((point.y - place_.y) * part_.height / place_.height + part_.y - kHalf)};
}

std::vector<cv::Rect> tiles_of(const cv::Size& size, int smallest) {
    std::vector<cv::Rect> tiles{{0, 0, size.width, size.height}};
    for (int parts = 2; parts <= kDeepest; parts *= 2) {
        const int side = std::max(size.width, size.height) / parts;
        if (side < smallest) {
            break;
        }
        for (const int y : tile_begins(size.height, side)) {
            for (const int x : tile_begins(size.width, side)) {
                tiles.emplace_back(x, y, std::min(side, size.width), std::min(side, size.height));
            }
        }
    }
    return tiles;
}

} // namespace kinovar::portrait
