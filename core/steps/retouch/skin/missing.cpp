#include "core/steps/retouch/skin/missing.h"

#include "core/steps/retouch/skin/bands.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr double kLocal = 6;          // px: how locally texture is measured
constexpr double kMiddleShare = 0.92; // of the strength of noise, in the middle band
constexpr double kMostGain = 1.5;     // of a reference's texture

// 8-bit levels: texture comes in above the dark and goes away below white.
constexpr double kDark = 16;
constexpr double kDarkRange = 50;
constexpr double kWhite = 250;
constexpr double kWhiteRange = 30;

cv::Mat room_for_texture(const cv::Mat& luma) {
    const cv::Mat up = cv::max(cv::min((luma - kDark) / kDarkRange, 1), 0);
    const cv::Mat down = cv::max(cv::min((kWhite - luma) / kWhiteRange, 1), 0);
    return up.mul(down);
}

cv::Mat local_mean(const cv::Mat& values) {
    return blurred(values, kLocal);
}

/// Of noise of standard deviation 1, so that together with the band it comes to `wanted`.
cv::Mat gain_of(const cv::Mat& band, double wanted) {
    // By mean differences, each counted up to a limit: smoothed skin is flat with a few strong
    // remnants, and neither those nor an edge have enough for all that lies near them.
    constexpr double kOfNormal = 1.2533; // standard deviation / mean deviation
    constexpr double kMostCounted = 3;   // times the wanted deviation
    const cv::Mat have = kOfNormal * local_mean(cv::min(cv::abs(band), kMostCounted * wanted));
    cv::Mat missing = cv::max(wanted * wanted - have.mul(have), 0);
    cv::sqrt(missing, missing);
    return missing;
}

} // namespace

TextureLevels texture_levels(const cv::Mat& luma, const cv::Mat& mask) {
    const Bands bands = bands_of(luma);
    return {robust_deviation(bands.fine, mask), robust_deviation(bands.middle, mask)};
}

TextureLevels noise_wanted(const TextureLevels& reference, double strength) {
    return {std::min(reference.fine, kMostNoise.fine) * strength,
            std::min(reference.middle, kMostNoise.middle) * strength * kMiddleShare};
}

cv::Mat noise_to_add(const cv::Mat& luma, const NoiseBands& noise, const TextureLevels& wanted) {
    const Bands have = bands_of(luma);
    const cv::Mat sum = gain_of(have.fine, wanted.fine).mul(noise.fine) +
                        gain_of(have.middle, wanted.middle).mul(noise.middle);
    return sum.mul(room_for_texture(luma));
}

cv::Mat finest_of(const cv::Mat& luma) {
    return luma - blurred(luma, 2);
}

cv::Mat real_to_add(const cv::Mat& luma, const cv::Mat& real) {
    const cv::Mat have = finest_of(luma);
    const cv::Mat power_there = local_mean(real.mul(real));
    const cv::Mat power_here = local_mean(have.mul(have));
    const cv::Mat common = local_mean(real.mul(have));
    cv::Mat gain(luma.size(), CV_32F);
    for (int y = 0; y < luma.rows; ++y) {
        for (int x = 0; x < luma.cols; ++x) {
            // Power of have + gain · real equal to that of real.
            constexpr double kLeast = 1e-6;
            const double there = power_there.at<float>(y, x);
            const double here = power_here.at<float>(y, x);
            const double both = common.at<float>(y, x);
            double value = 0;
            if (there > here && there > kLeast) {
                value = (std::sqrt(both * both + there * (there - here)) - both) / there;
            }
            gain.at<float>(y, x) = static_cast<float>(std::min(value, kMostGain));
        }
    }
    return gain.mul(real);
}

} // namespace kinovar::retouch
