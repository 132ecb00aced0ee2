#include "core/steps/colourise/time/light_led.h"

#include <opencv2/imgproc.hpp>

#include <array>

namespace kinovar::colourise {

namespace {

constexpr int kSide = 9;           // px of the window
constexpr double kFlat = 1e-3;     // variance of light (0 to 1) below which it says little
constexpr double kSmallUnrest = 3; // of a* and b*

cv::Mat mean_around(const cv::Mat& plane) {
    cv::Mat mean;
    cv::blur(plane, mean, {kSide, kSide}, cv::Point(-1, -1), cv::BORDER_REFLECT_101);
    return mean;
}

} // namespace

void smooth_by_light(const cv::Mat& light, const cv::Mat& doubt, cv::Mat& ab) {
    cv::Mat bright;
    light.convertTo(bright, CV_32F, 1.0 / 255);
    const cv::Mat mean = mean_around(bright);
    const cv::Mat spread = mean_around(bright.mul(bright)) - mean.mul(mean) + kFlat;
    std::array<cv::Mat, 2> planes;
    cv::split(ab, planes.data());
    for (cv::Mat& plane : planes) {
        const cv::Mat plane_mean = mean_around(plane);
        const cv::Mat slope = (mean_around(plane.mul(bright)) - plane_mean.mul(mean)) / spread;
        const cv::Mat base = plane_mean - slope.mul(mean);
        const cv::Mat change = mean_around(slope).mul(bright) + mean_around(base) - plane;
        cv::Mat share;
        cv::multiply(change, change, share, -1 / (kSmallUnrest * kSmallUnrest));
        cv::exp(share, share);
        plane += change.mul(share).mul(doubt);
    }
    cv::merge(planes.data(), planes.size(), ab);
}

} // namespace kinovar::colourise
