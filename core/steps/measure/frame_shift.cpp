#include "core/steps/measure/frame_shift.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr int kStartWidth = 160;  ///< px, of the picture that phase correlation sees
constexpr int kRefineWidth = 480; ///< px, of the one that Gauss-Newton sees
constexpr int kMostSteps = 8;
constexpr double kStill = 0.003;     ///< px; a step below it ends the search
constexpr float kLeastSpread = 1.5F; ///< levels; of the residual
constexpr float kBlack = 6, kWhite = 249;
constexpr int kSampleStep = 2; ///< every other pixel in both directions is enough

cv::Mat reduced(std::span<const std::uint8_t> luma, int width, int height, int target_width) {
    // OpenCV has no read-only matrix; this one is only read.
    const cv::Mat full(height, width, CV_8U, const_cast<std::uint8_t*>(luma.data()));
    cv::Mat small;
    if (width <= target_width) {
        full.convertTo(small, CV_32F);
        return small;
    }
    cv::Mat bytes;
    const double scale = static_cast<double>(target_width) / width;
    cv::resize(full, bytes, {}, scale, scale, cv::INTER_AREA);
    bytes.convertTo(small, CV_32F);
    return small;
}

/// May write into the pictures, as phaseCorrelate does where their size suits it.
cv::Point2d rough_shift(cv::Mat& from, cv::Mat& to) {
    cv::Mat window;
    cv::createHanningWindow(window, from.size(), CV_32F);
    return cv::phaseCorrelate(from, to, window);
}

/// Median of |residual| over the samples, as a standard deviation.
float spread_of(std::vector<float>& residuals) {
    constexpr float kDeviationOfMedian = 1.4826F;
    const auto middle = residuals.begin() + static_cast<std::ptrdiff_t>(residuals.size() / 2);
    std::nth_element(residuals.begin(), middle, residuals.end());
    return std::max(kLeastSpread, kDeviationOfMedian * *middle);
}

/// One robust Gauss-Newton step. `moved`: `to` drawn back by the shift found so far.
cv::Point2d refine(const cv::Mat& from, const cv::Mat& moved, const cv::Mat& slope_x,
                   const cv::Mat& slope_y, int border) {
    std::vector<float> sizes;
    const auto each = [&](const auto& visit) {
        for (int y = border; y < from.rows - border; y += kSampleStep) {
            const float* a = from.ptr<float>(y);
            const float* b = moved.ptr<float>(y);
            const float* gx = slope_x.ptr<float>(y);
            const float* gy = slope_y.ptr<float>(y);
            for (int x = border; x < from.cols - border; x += kSampleStep) {
                if (a[x] > kBlack && a[x] < kWhite) {
                    visit(b[x] - a[x], gx[x], gy[x]);
                }
            }
        }
    };
    each([&](float residual, float, float) { sizes.push_back(std::abs(residual)); });
    if (sizes.empty()) {
        return {};
    }
    const float scale = 2 * spread_of(sizes);
    double xx = 1e-6, xy = 0, yy = 1e-6, xr = 0, yr = 0;
    each([&](float residual, float gx, float gy) {
        const float ratio = residual / scale;
        const float root = 1 / (1 + ratio * ratio);
        const float weight = root * root;
        xx += static_cast<double>(weight * gx * gx);
        xy += static_cast<double>(weight * gx * gy);
        yy += static_cast<double>(weight * gy * gy);
        xr += static_cast<double>(weight * gx * residual);
        yr += static_cast<double>(weight * gy * residual);
    });
    const double determinant = xx * yy - xy * xy;
    if (determinant < 1e-9 * xx * yy) {
        return {};
    }
    return {-(yy * xr - xy * yr) / determinant, -(xx * yr - xy * xr) / determinant};
}

double confidence_of(const cv::Mat& from, const cv::Mat& moved, const cv::Mat& slope_x,
                     const cv::Mat& slope_y) {
    constexpr double kTenth = 0.1;
    cv::Mat difference, size;
    cv::absdiff(from, moved, difference);
    cv::magnitude(slope_x, slope_y, size);
    const double expected = kTenth * cv::mean(size)[0] + kLeastSpread;
    return std::min(1.0, expected / (cv::mean(difference)[0] + 1e-9));
}

} // namespace

FrameShift frame_shift(std::span<const std::uint8_t> from, std::span<const std::uint8_t> to,
                       int width, int height) {
    assert(from.size() == to.size());
    cv::Mat start_from = reduced(from, width, height, kStartWidth);
    cv::Mat start_to = reduced(to, width, height, kStartWidth);
    cv::Mat a = reduced(from, width, height, kRefineWidth);
    cv::Mat b = reduced(to, width, height, kRefineWidth);
    const double start_scale = static_cast<double>(a.cols) / start_from.cols;
    cv::Point2d shift = rough_shift(start_from, start_to) * start_scale;
    cv::GaussianBlur(a, a, {}, 1);
    cv::GaussianBlur(b, b, {}, 1);
    // The exposure may change from frame to frame; only the picture's form counts.
    b += cv::mean(a)[0] - cv::mean(b)[0];

    cv::Mat moved, slope_x, slope_y;
    const cv::Size half(a.cols / 3, a.rows / 3);
    const auto draw_back = [&] {
        const cv::Matx23d transform(1, 0, shift.x, 0, 1, shift.y);
        cv::warpAffine(b, moved, transform, b.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                       cv::BORDER_REPLICATE);
        cv::Sobel(moved, slope_x, CV_32F, 1, 0, 1, 0.5);
        cv::Sobel(moved, slope_y, CV_32F, 0, 1, 1, 0.5);
    };
    draw_back();
    for (int step = 0; step < kMostSteps; ++step) {
        const int reach =
            static_cast<int>(std::ceil(std::max(std::abs(shift.x), std::abs(shift.y))));
        const int border = std::min({reach + 4, half.width, half.height});
        const cv::Point2d change = refine(a, moved, slope_x, slope_y, border);
        shift += change;
        draw_back();
        if (std::abs(change.x) + std::abs(change.y) < kStill) {
            break;
        }
    }
    const double scale = static_cast<double>(width) / a.cols;
    return {shift.x * scale, shift.y * scale, confidence_of(a, moved, slope_x, slope_y)};
}

} // namespace kinovar::steps
