#include "core/steps/kit/shift_picture.h"

#include <opencv2/imgproc.hpp>

#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace kinovar::steps {

namespace {

constexpr int kLanczosRadius = 4;
constexpr int kTaps = 2 * kLanczosRadius;

double sinc(double x) {
    const double angle = std::numbers::pi * x;
    return std::abs(x) < 1e-9 ? 1 : std::sin(angle) / angle;
}

/// Weights of the pixels -4 … 3 about the one at or right of the wanted place, which lies `back`
/// (0 … 1) before it. They sum to 1.
cv::Mat lanczos_taps(double back) {
    std::array<double, kTaps> taps{};
    double sum = 0;
    for (int i = 0; i < kTaps; ++i) {
        const double distance = i - kLanczosRadius + back;
        auto& tap = taps[static_cast<std::size_t>(i)];
        tap = std::abs(distance) < kLanczosRadius ? sinc(distance) * sinc(distance / kLanczosRadius)
                                                  : 0;
        sum += tap;
    }
    cv::Mat kernel(kTaps, 1, CV_32F);
    for (int i = 0; i < kTaps; ++i) {
        kernel.at<float>(i) = static_cast<float>(taps[static_cast<std::size_t>(i)] / sum);
    }
    return kernel;
}

} // namespace

void shift_picture(const cv::Mat& in, cv::Mat& out, double dx, double dy) {
    if (dx == 0 && dy == 0) {
        in.copyTo(out);
        return;
    }
    const int whole_x = static_cast<int>(std::floor(dx));
    const int whole_y = static_cast<int>(std::floor(dy));
    const int pad_x = std::abs(whole_x) + kTaps;
    const int pad_y = std::abs(whole_y) + kTaps;
    cv::Mat padded;
    cv::copyMakeBorder(in, padded, pad_y, pad_y, pad_x, pad_x, cv::BORDER_REFLECT_101);
    const cv::Mat shifted = padded(cv::Rect(pad_x - whole_x, pad_y - whole_y, in.cols, in.rows));
    // Not isolated: the filter reads the padding around the region.
    cv::sepFilter2D(shifted, out, CV_32F, lanczos_taps(dx - whole_x), lanczos_taps(dy - whole_y),
                    {kLanczosRadius, kLanczosRadius}, 0, cv::BORDER_REFLECT_101);
}

} // namespace kinovar::steps
