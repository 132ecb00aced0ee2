#include "core/steps/enhance/light_base.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr int kWorkingSide = 480; // longer side of the reduced picture
constexpr int kRadiusOfSide = 24; // the window's radius is one part in so many of that
constexpr float kTexture = 0.06F; // changes of luma below this are texture, above it edges

cv::Size working_size(const cv::Mat& luma) {
    const int longer = std::max(luma.cols, luma.rows);
    if (longer <= kWorkingSide) {
        return luma.size();
    }
    const double factor = static_cast<double>(kWorkingSide) / longer;
    const auto scaled = [factor](int side) {
        return std::max(1, static_cast<int>(std::lround(side * factor)));
    };
    return {scaled(luma.cols), scaled(luma.rows)};
}

} // namespace

cv::Mat light_base(const cv::Mat& luma) {
    cv::Mat small;
    cv::resize(luma, small, working_size(luma), 0, 0, cv::INTER_AREA);
    const int radius = std::max(1, std::max(small.cols, small.rows) / kRadiusOfSide);
    const cv::Size window(2 * radius + 1, 2 * radius + 1);
    cv::Mat mean;
    cv::Mat square_mean;
    cv::boxFilter(small, mean, CV_32F, window);
    cv::sqrBoxFilter(small, square_mean, CV_32F, window);
    const cv::Mat variance = cv::max(square_mean - mean.mul(mean), 0.0);
    cv::Mat slope;
    cv::divide(variance, variance + kTexture * kTexture, slope);
    cv::Mat offset = mean - slope.mul(mean);
    cv::boxFilter(slope, slope, CV_32F, window);
    cv::boxFilter(offset, offset, CV_32F, window);
    cv::Mat base;
    cv::Mat full_offset;
    cv::resize(slope, base, luma.size(), 0, 0, cv::INTER_LINEAR);
    cv::resize(offset, full_offset, luma.size(), 0, 0, cv::INTER_LINEAR);
    cv::multiply(base, luma, base);
    cv::add(base, full_offset, base);
    return base;
}

} // namespace kinovar::steps
