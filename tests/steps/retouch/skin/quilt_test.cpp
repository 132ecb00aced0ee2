#include "core/steps/retouch/skin/quilt.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace kinovar::retouch {
namespace {

cv::Mat grain(const cv::Size& size) {
    cv::Mat noise(size, CV_32F);
    cv::RNG(3).fill(noise, cv::RNG::NORMAL, 0, 2);
    cv::GaussianBlur(noise, noise, {}, 0.8);
    return noise;
}

double deviation(const cv::Mat& values) {
    cv::Scalar mean;
    cv::Scalar result;
    cv::meanStdDev(values, mean, result);
    return result[0];
}

TEST(Quilt, GoesOnAsTheSampleBegins) {
    const cv::Mat sample = grain({70, 60});
    const auto large =
        quilted(sample, cv::Mat(sample.size(), CV_8U, cv::Scalar(255)), {200, 150}, 1);
    ASSERT_TRUE(large);
    EXPECT_EQ(large->size(), cv::Size(200, 150));
    EXPECT_NEAR(deviation(*large), deviation(sample), 0.15 * deviation(sample));
    // The same steepness everywhere: no seams.
    cv::Mat slopes;
    cv::Sobel(*large, slopes, CV_32F, 1, 0);
    cv::Mat own;
    cv::Sobel(sample, own, CV_32F, 1, 0);
    EXPECT_NEAR(deviation(slopes), deviation(own), 0.15 * deviation(own));
}

TEST(Quilt, DoesNotRepeatVisibly) {
    const cv::Mat sample = grain({60, 60});
    const cv::Mat large =
        *quilted(sample, cv::Mat(sample.size(), CV_8U, cv::Scalar(255)), {256, 256}, 1);
    cv::Mat spectrum;
    cv::dft(large, spectrum, cv::DFT_COMPLEX_OUTPUT);
    cv::mulSpectrums(spectrum, spectrum, spectrum, 0, true);
    cv::Mat correlation;
    cv::idft(spectrum, correlation, cv::DFT_REAL_OUTPUT | cv::DFT_SCALE);
    correlation /= correlation.at<float>(0, 0);
    // Moved by anything beyond the texture's own size it is not alike.
    double most = 0;
    cv::minMaxLoc(correlation(cv::Rect(20, 20, 216, 216)), nullptr, &most);
    EXPECT_LT(most, 0.25);
}

TEST(Quilt, TakesOnlyWhatIsUsable) {
    cv::Mat sample = grain({80, 60});
    sample.colRange(40, 80).setTo(100);
    cv::Mat usable(sample.size(), CV_8U, cv::Scalar(255));
    usable.colRange(40, 80).setTo(0);
    const auto large = quilted(sample, usable, {120, 90}, 1);
    ASSERT_TRUE(large);
    double most = 0;
    cv::minMaxLoc(*large, nullptr, &most);
    EXPECT_LT(most, 50);
}

TEST(Quilt, SaysWhenASampleIsTooSmall) {
    EXPECT_FALSE(quilted(grain({8, 8}), cv::Mat(8, 8, CV_8U, cv::Scalar(255)), {50, 50}, 1));
    EXPECT_FALSE(quilted(grain({50, 50}), cv::Mat::zeros(50, 50, CV_8U), {50, 50}, 1));
}

TEST(Quilt, IsTheSameEachTime) {
    const cv::Mat sample = grain({50, 50});
    const cv::Mat usable(sample.size(), CV_8U, cv::Scalar(255));
    EXPECT_EQ(
        cv::norm(*quilted(sample, usable, {90, 90}, 5), *quilted(sample, usable, {90, 90}, 5)), 0);
}

} // namespace
} // namespace kinovar::retouch
