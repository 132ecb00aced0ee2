#include "core/steps/simulate/transport.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace kinovar::steps::simulate {

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

/// Place of a pixel's centre between the edges -1 and 1.
double from_minus_one(int i, int size) {
    return (2.0 * i + 1) / size - 1;
}

} // namespace

void blur(Raster& picture, double sigma) {
    if (sigma <= 0) {
        return;
    }
    const int radius = std::max(1, static_cast<int>(std::ceil(3.5 * sigma)));
    cv::Mat source = picture.mat();
    cv::Mat soft;
    cv::GaussianBlur(source, soft, {2 * radius + 1, 2 * radius + 1}, sigma, sigma,
                     cv::BORDER_REFLECT_101);
    soft.copyTo(source);
}

void move(Raster& picture, double dx, double dy) {
    if (dx == 0 && dy == 0) {
        return;
    }
    const int whole_x = static_cast<int>(std::floor(dx));
    const int whole_y = static_cast<int>(std::floor(dy));
    const int pad_x = std::abs(whole_x) + kTaps;
    const int pad_y = std::abs(whole_y) + kTaps;
    cv::Mat target = picture.mat();
    cv::Mat padded;
    cv::copyMakeBorder(target, padded, pad_y, pad_y, pad_x, pad_x, cv::BORDER_REFLECT_101);
    const cv::Mat shifted =
        padded(cv::Rect(pad_x - whole_x, pad_y - whole_y, picture.width, picture.height));
    // Not isolated: the filter reads the padding around the region.
    cv::sepFilter2D(shifted, target, CV_32F, lanczos_taps(dx - whole_x), lanczos_taps(dy - whole_y),
                    {kLanczosRadius, kLanczosRadius}, 0, cv::BORDER_REFLECT_101);
}

void draw_splice_line(Raster& picture, const FramePath& path) {
    const SpliceLine& line = path.splice_line;
    if (!line.present) {
        return;
    }
    for (int y = 0; y < picture.height; ++y) {
        const double depth = line.at_top ? y - path.dy : picture.height - 1 + path.dy - y;
        const double fall = std::max(depth, 0.0) / std::max(line.thickness, 0.5);
        const auto added = static_cast<float>(line.peak / 255 * std::exp(-fall * fall));
        float* row = picture.at(0, y);
        const int count = picture.width * picture.channels;
        for (int i = 0; i < count; ++i) {
            row[i] += added;
        }
    }
}

void expose(Raster& picture, const FramePath& path) {
    if (path.gain == 1 && path.tilt_x == 0 && path.tilt_y == 0 && path.bow == 0) {
        return;
    }
    constexpr double kMeanSquare = 2.0 / 3; // of u² + v²
    std::vector<float> across(static_cast<std::size_t>(picture.width));
    for (int x = 0; x < picture.width; ++x) {
        const double u = from_minus_one(x, picture.width);
        across[static_cast<std::size_t>(x)] =
            static_cast<float>(path.gain * (path.tilt_x * u + path.bow * u * u));
    }
    for (int y = 0; y < picture.height; ++y) {
        const double v = from_minus_one(y, picture.height);
        const auto down = static_cast<float>(
            path.gain * (1 + path.tilt_y * v + path.bow * (v * v - kMeanSquare)));
        for (int x = 0; x < picture.width; ++x) {
            const float factor = down + across[static_cast<std::size_t>(x)];
            float* pixel = picture.at(x, y);
            for (int c = 0; c < picture.channels; ++c) {
                pixel[c] *= factor;
            }
        }
    }
}

} // namespace kinovar::steps::simulate
