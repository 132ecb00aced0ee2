#pragma once

#include "core/steps/retouch/fill/hole.h"

#include <opencv2/imgproc.hpp>

#include <cstdint>

// Pictures with known truth for the tests of fillings.
namespace kinovar::retouch::test {

/// Grain of standard deviation `sigma`, as coarse as `blur` says (px).
inline cv::Mat grain(const cv::Size& size, double sigma, double blur, std::uint64_t seed) {
    cv::RNG random(seed);
    cv::Mat noise(size, CV_32FC3);
    random.fill(noise, cv::RNG::NORMAL, 0, 1);
    if (blur > 0) {
        cv::GaussianBlur(noise, noise, {}, blur);
    }
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(noise, mean, deviation);
    return noise * (sigma / deviation[0]);
}

/// A slope of light with grain on it.
inline cv::Mat grainy_slope(const cv::Size& size, double sigma, double blur = 0.7) {
    cv::Mat picture(size, CV_32FC3);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const auto across = static_cast<float>(x) / static_cast<float>(size.width);
            const auto down = static_cast<float>(y) / static_cast<float>(size.height);
            picture.at<cv::Vec3f>(y, x) = {0.3F + 0.3F * across, 0.4F + 0.2F * down,
                                           0.5F - 0.2F * across};
        }
    }
    return picture + grain(size, sigma, blur, 7);
}

inline Hole disc(const cv::Point& middle, int radius) {
    Hole hole;
    hole.where = {middle.x - radius, middle.y - radius, 2 * radius + 1, 2 * radius + 1};
    hole.mask = cv::Mat::zeros(hole.where.size(), CV_8U);
    cv::circle(hole.mask, {radius, radius}, radius, 255, cv::FILLED);
    return hole;
}

/// Standard deviation of the finest band below a mask.
inline double fine_deviation(const cv::Mat& picture, const cv::Mat& mask) {
    cv::Mat calm;
    cv::GaussianBlur(picture, calm, {}, 1.5);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(picture - calm, mean, deviation, mask);
    return (deviation[0] + deviation[1] + deviation[2]) / 3;
}

} // namespace kinovar::retouch::test
