#include "core/steps/measure/global_motion.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace kinovar::steps {

namespace {

/// Lumas taller than this are halved first: sub-pixel alignment needs no more.
constexpr int kMostLines = 640;
constexpr int kLeastSide = 24;
constexpr int kMostLevels = 4;
constexpr double kFirstBlur = 1.0;

} // namespace

MotionPicture::MotionPicture(std::span<const std::uint8_t> luma, int width, int height) {
    // cv::Mat takes only writable memory; it is read.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
    const cv::Mat full(height, width, CV_8U, const_cast<std::uint8_t*>(luma.data()));
    cv::Mat picture = full;
    while (picture.rows > kMostLines) {
        cv::Mat half;
        cv::resize(picture, half, {picture.cols / 2, picture.rows / 2}, 0, 0, cv::INTER_AREA);
        picture = half;
        reduction_ *= 2;
    }
    cv::Mat soft;
    picture.convertTo(soft, CV_32F);
    cv::GaussianBlur(soft, soft, {0, 0}, kFirstBlur);
    for (int i = 0; i < kMostLevels; ++i) {
        if (std::min(soft.rows, soft.cols) >= 2 * kLeastSide || i > 0) {
            cv::Mat next;
            cv::pyrDown(soft, next);
            soft = next;
            if (i == 0) {
                reduction_ *= 2;
            }
        }
        Level level{.width = soft.cols, .height = soft.rows};
        cv::Mat slope_x;
        cv::Mat slope_y;
        constexpr double kSobelScale = 0.125;
        cv::Sobel(soft, slope_x, CV_32F, 1, 0, 3, kSobelScale);
        cv::Sobel(soft, slope_y, CV_32F, 0, 1, 3, kSobelScale);
        level.value.assign(soft.begin<float>(), soft.end<float>());
        level.slope_x.assign(slope_x.begin<float>(), slope_x.end<float>());
        level.slope_y.assign(slope_y.begin<float>(), slope_y.end<float>());
        levels_.push_back(std::move(level));
        if (std::min(soft.rows, soft.cols) < 2 * kLeastSide) {
            break;
        }
    }
}

} // namespace kinovar::steps
