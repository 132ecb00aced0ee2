#include "core/steps/simulate/transport.h"

#include "core/steps/kit/shift_picture.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::steps::simulate {

namespace {

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
    cv::Mat target = picture.mat();
    shift_picture(target, target, dx, dy);
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
