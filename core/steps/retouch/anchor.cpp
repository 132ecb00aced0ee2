#include "core/steps/retouch/anchor.h"

#include "core/steps/retouch/brush/cover.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr int kSide = Anchor::kSide;
/// What lies around tells more than what is mended.
constexpr double kAround = 2.0;
/// Half the side of the smallest place that is looked at: share of the height.
constexpr double kLeastHalf = 0.03;
constexpr double kOtherShape = 0.01;
/// 8-bit levels of deviation below which there is nothing to recognise.
constexpr double kFlat = 4;
constexpr double kClear = 12;
constexpr int kSearch = 3; ///< cells
constexpr double kSame = 0.6;
constexpr double kLeast = 0.35;
constexpr double kFound = 0.75;

cv::Rect window_of(const cv::Mat& picture, const Area& area) {
    const cv::Rect2d box = box_of(area);
    const double width = picture.cols;
    const double height = picture.rows;
    const cv::Point2d middle{(box.x + box.width / 2) * width, (box.y + box.height / 2) * height};
    const double half_width = std::max(box.width * width / 2 * kAround, kLeastHalf * height);
    const double half_height = std::max(box.height * height / 2 * kAround, kLeastHalf * height);
    const auto left = static_cast<int>(std::floor(middle.x - half_width));
    const auto top = static_cast<int>(std::floor(middle.y - half_height));
    const auto right = static_cast<int>(std::ceil(middle.x + half_width));
    const auto bottom = static_cast<int>(std::ceil(middle.y + half_height));
    const cv::Rect all(0, 0, picture.cols, picture.rows);
    return cv::Rect(left, top, right - left, bottom - top) & all;
}

cv::Mat mat_of(const Anchor& anchor) {
    cv::Mat cells(kSide, kSide, CV_32F);
    std::copy(anchor.luma.begin(), anchor.luma.end(), cells.begin<float>());
    return cells;
}

double deviation(const cv::Mat& cells) {
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(cells, mean, deviation);
    return deviation[0];
}

/// Normalised correlation of the cells that both have when `now` is moved.
double likeness(const cv::Mat& then, const cv::Mat& now, int dx, int dy) {
    const cv::Rect here(std::max(dx, 0), std::max(dy, 0), kSide - std::abs(dx),
                        kSide - std::abs(dy));
    const cv::Rect there(std::max(-dx, 0), std::max(-dy, 0), here.width, here.height);
    cv::Mat result;
    cv::matchTemplate(then(there), now(here), result, cv::TM_CCOEFF_NORMED);
    return result.at<float>(0, 0);
}

} // namespace

Anchor anchor_of(const cv::Mat& picture, const Area& area) {
    Anchor anchor;
    anchor.aspect = static_cast<double>(picture.cols) / picture.rows;
    const cv::Rect window = window_of(picture, area);
    if (window.empty()) {
        return anchor;
    }
    cv::Mat grey;
    cv::cvtColor(picture(window), grey, cv::COLOR_RGB2GRAY);
    cv::Mat cells;
    cv::resize(grey, cells, {kSide, kSide}, 0, 0, cv::INTER_AREA);
    constexpr double kLevels = 255;
    cv::Mat levels;
    cells.convertTo(levels, CV_8U, kLevels);
    std::copy(levels.begin<std::uint8_t>(), levels.end<std::uint8_t>(), anchor.luma.begin());
    return anchor;
}

std::string no_longer_fits(const Anchor& then, const Anchor& now) {
    if (std::abs(now.aspect / then.aspect - 1) > kOtherShape) {
        return fmt::format("made for a picture of another shape ({:.2f} to 1, now {:.2f} to 1)",
                           then.aspect, now.aspect);
    }
    const cv::Mat before = mat_of(then);
    const cv::Mat after = mat_of(now);
    const double least = std::min(deviation(before), deviation(after));
    const double most = std::max(deviation(before), deviation(after));
    if (least < kFlat) {
        return most > kClear ? "what lies below it is not there any more" : "";
    }
    const double here = likeness(before, after, 0, 0);
    if (here >= kSame) {
        return {};
    }
    double elsewhere = -1;
    for (int dy = -kSearch; dy <= kSearch; ++dy) {
        for (int dx = -kSearch; dx <= kSearch; ++dx) {
            elsewhere = std::max(elsewhere, likeness(before, after, dx, dy));
        }
    }
    if (elsewhere >= kFound) {
        return "what lies below it has moved";
    }
    return here < kLeast ? "what lies below it is another thing now" : "";
}

} // namespace kinovar::retouch
