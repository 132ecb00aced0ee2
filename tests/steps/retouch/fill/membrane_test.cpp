// Membranes against surfaces that solve Laplace's equation themselves.

#include "core/steps/retouch/fill/membrane.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <cmath>
#include <functional>

namespace kinovar::retouch {
namespace {

cv::Mat surface(const cv::Size& size, const std::function<double(int, int)>& height) {
    cv::Mat values(size, CV_32F);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            values.at<float>(y, x) = static_cast<float>(height(x, y));
        }
    }
    return values;
}

/// A hole of an uneven shape.
cv::Mat uneven_hole(const cv::Size& size) {
    cv::Mat mask = cv::Mat::zeros(size, CV_8U);
    cv::ellipse(mask, {size.width / 2, size.height / 2}, {size.width / 3, size.height / 4}, 2, 0,
                360, 255, cv::FILLED);
    cv::rectangle(mask, {size.width / 4, 5, 9, size.height - 12}, 255, cv::FILLED);
    cv::circle(mask, {size.width / 2, size.height / 2}, 4, 0, cv::FILLED);
    return mask;
}

double greatest_error(const cv::Mat& truth, const cv::Mat& mask) {
    cv::Mat values = truth.clone();
    values.setTo(5, mask);
    fill_membrane(values, mask);
    return cv::norm(values, truth, cv::NORM_INF);
}

TEST(Membrane, SpansHarmonicSurfacesExactly) {
    for (const cv::Size& size : {cv::Size(40, 40), cv::Size(231, 177), cv::Size(400, 64)}) {
        const cv::Mat mask = uneven_hole(size);
        const cv::Mat slope =
            surface(size, [](int x, int y) { return 0.2 + 0.003 * x - 0.001 * y; });
        EXPECT_LT(greatest_error(slope, mask), 2e-3) << size;
        // x² − y² solves the five-point equation itself.
        const double scale = 1.0 / (size.width * size.width);
        const cv::Mat saddle = surface(size, [&](int x, int y) { return scale * (x * x - y * y); });
        EXPECT_LT(greatest_error(saddle, mask), 2e-3) << size;
    }
}

TEST(Membrane, SidesOfTheMatrixAreFree) {
    // Known at the left alone: the membrane hangs level from there.
    cv::Mat values = surface({64, 48}, [](int x, int /*y*/) { return x < 20 ? 0.7 : 0.0; });
    cv::Mat mask = cv::Mat::zeros(values.size(), CV_8U);
    mask.colRange(20, 64).setTo(255);
    fill_membrane(values, mask);
    EXPECT_LT(cv::norm(values, cv::Mat(values.size(), CV_32F, 0.7), cv::NORM_INF), 2e-3);
}

TEST(Membrane, ChannelsDoNotMix) {
    const cv::Size size(50, 50);
    const cv::Mat first = surface(size, [](int x, int /*y*/) { return 0.01 * x; });
    const cv::Mat second = surface(size, [](int /*x*/, int y) { return 1 - 0.02 * y; });
    cv::Mat both;
    cv::merge(std::vector{first, second}, both);
    const cv::Mat truth = both.clone();
    const cv::Mat mask = uneven_hole(size);
    both.setTo(cv::Scalar(9, -9), mask);
    fill_membrane(both, mask);
    ASSERT_EQ(both.type(), CV_32FC2);
    EXPECT_LT(cv::norm(both, truth, cv::NORM_INF), 2e-3);
}

TEST(Membrane, NothingKnownOrNothingUnknownChangesNothing) {
    const cv::Mat truth = surface({9, 7}, [](int x, int y) { return x * y; });
    for (const int share : {0, 255}) {
        cv::Mat values = truth.clone();
        fill_membrane(values, cv::Mat(values.size(), CV_8U, cv::Scalar(share)));
        EXPECT_EQ(cv::norm(values, truth, cv::NORM_INF), 0);
    }
}

} // namespace
} // namespace kinovar::retouch
