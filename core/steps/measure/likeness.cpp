#include "core/steps/measure/likeness.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr int kBlock = 24;
constexpr int kStep = 12;
constexpr int kReach = 10;
/// Standard deviation in levels below which a block has nothing to recognise.
constexpr double kFlat = 3;
/// Luma difference in levels at which two flat pictures count as different.
constexpr double kFlatDifference = 25;

cv::Mat mat_of(const Thumbnail& thumbnail) {
    // cv::Mat takes only writable memory; it is read.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
    return {Thumbnail::kHeight, Thumbnail::kWidth, CV_8U,
            const_cast<std::uint8_t*>(thumbnail.luma.data())};
}

} // namespace

Thumbnail thumbnail_of(std::span<const std::uint8_t> luma, int width, int height) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
    const cv::Mat full(height, width, CV_8U, const_cast<std::uint8_t*>(luma.data()));
    cv::Mat small;
    cv::resize(full, small, {Thumbnail::kWidth, Thumbnail::kHeight}, 0, 0, cv::INTER_AREA);
    constexpr double kSoft = 0.8;
    cv::GaussianBlur(small, small, {0, 0}, kSoft);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(small, mean, deviation);
    Thumbnail thumbnail;
    thumbnail.luma.assign(small.begin<std::uint8_t>(), small.end<std::uint8_t>());
    thumbnail.mean = mean[0];
    thumbnail.contrast = deviation[0];
    return thumbnail;
}

double likeness(const Thumbnail& a, const Thumbnail& b) {
    const cv::Mat from = mat_of(a);
    const cv::Mat to = mat_of(b);
    double found = 0;
    double weights = 0;
    cv::Mat scores;
    for (int y = 0; y + kBlock <= Thumbnail::kHeight; y += kStep) {
        for (int x = 0; x + kBlock <= Thumbnail::kWidth; x += kStep) {
            const cv::Rect block(x, y, kBlock, kBlock);
            cv::Scalar mean;
            cv::Scalar deviation;
            cv::meanStdDev(from(block), mean, deviation);
            const double texture = deviation[0];
            if (texture < kFlat) {
                continue;
            }
            const cv::Rect area =
                cv::Rect(x - kReach, y - kReach, kBlock + 2 * kReach, kBlock + 2 * kReach) &
                cv::Rect(0, 0, Thumbnail::kWidth, Thumbnail::kHeight);
            cv::matchTemplate(to(area), from(block), scores, cv::TM_CCOEFF_NORMED);
            double best = 0;
            cv::minMaxLoc(scores, nullptr, &best);
            const double weight = std::sqrt(texture);
            found += weight * std::clamp(best, 0.0, 1.0);
            weights += weight;
        }
    }
    // Flat pictures (black leader, fog) are judged by their light.
    const double flat = std::max(0.0, 1 - std::abs(a.mean - b.mean) / kFlatDifference) *
                        std::min(1.0, (std::min(a.contrast, b.contrast) + 1) /
                                          (std::max(a.contrast, b.contrast) + 1));
    constexpr double kFlatWeight = 2;
    return (found + kFlatWeight * flat) / (weights + kFlatWeight);
}

} // namespace kinovar::steps
