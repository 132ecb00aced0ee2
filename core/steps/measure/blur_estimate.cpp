#include "core/steps/measure/blur_estimate.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr double kReblur = 1.0;              ///< px
constexpr float kLeastGradient = 8.0F / 255; ///< of an edge that counts, a pixel
constexpr float kCrest = 0.98F;              ///< of the steepest place beside
constexpr float kLeastRatio = 1.02F;
constexpr std::size_t kLeastEdges = 200;

cv::Mat gradient_of(const cv::Mat& picture) {
    constexpr double kSobelGain = 1.0 / 8;
    cv::Mat across, down, size;
    cv::Sobel(picture, across, CV_32F, 1, 0, 3, kSobelGain);
    cv::Sobel(picture, down, CV_32F, 0, 1, 3, kSobelGain);
    cv::magnitude(across, down, size);
    return size;
}

} // namespace

void EdgeWidths::add(const cv::Mat& luma) {
    cv::Mat again, crest;
    cv::GaussianBlur(luma, again, {}, kReblur, kReblur, cv::BORDER_REFLECT_101);
    const cv::Mat sharp = gradient_of(luma);
    const cv::Mat soft = gradient_of(again);
    cv::dilate(sharp, crest, cv::Mat::ones(3, 3, CV_8U));
    for (int y = 0; y < luma.rows; ++y) {
        const float* a = sharp.ptr<float>(y);
        const float* b = soft.ptr<float>(y);
        const float* top = crest.ptr<float>(y);
        for (int x = 0; x < luma.cols; ++x) {
            if (a[x] < kLeastGradient || a[x] < kCrest * top[x]) {
                continue;
            }
            const float ratio = a[x] / std::max(b[x], 1e-6F);
            if (ratio > kLeastRatio) {
                widths_.push_back(static_cast<float>(kReblur) / std::sqrt(ratio * ratio - 1));
            }
        }
    }
}

double EdgeWidths::width_at(double share) const {
    if (widths_.size() < kLeastEdges) {
        return 0;
    }
    std::vector<float> sorted = widths_;
    const auto at = sorted.begin() +
                    static_cast<std::ptrdiff_t>(share * static_cast<double>(sorted.size() - 1));
    std::nth_element(sorted.begin(), at, sorted.end());
    return static_cast<double>(*at);
}

} // namespace kinovar::steps
