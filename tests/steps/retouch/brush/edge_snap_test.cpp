#include "core/image/cv_bridge.h"
#include "core/steps/retouch/brush/mask_tiles.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <cmath>

namespace kinovar::retouch {
namespace {

/// A bright disc in the middle: from its left to its right edge, the way goes around, not across.
TEST(EdgeSnap, FollowsTheEdgeOfADisc) {
    constexpr int kSide = 300;
    constexpr double kRadius = 80;
    cv::Mat picture(kSide, kSide, CV_32FC3, cv::Scalar(0.2, 0.2, 0.2));
    cv::circle(picture, {150, 150}, static_cast<int>(kRadius), cv::Scalar(0.8, 0.7, 0.6),
               cv::FILLED, cv::LINE_AA);
    EdgeSnap snap(frame_from_mat(picture, ColourSpec::srgb()).value());
    snap.start({70.0 / kSide, 0.5});
    const auto way = snap.way_to({230.0 / kSide, 0.5});
    ASSERT_GT(way.size(), 5U);
    for (const EdgeSnap::Point& point : way) {
        const double radius = std::hypot(point.x * kSide - 150, point.y * kSide - 150);
        EXPECT_NEAR(radius, kRadius, 4);
    }
    EXPECT_DOUBLE_EQ(way.back().x, 230.0 / kSide);
}

TEST(EdgeSnap, FarPlacesAreReachedToo) {
    EdgeSnap snap(
        frame_from_mat(cv::Mat(1000, 1500, CV_32FC3, cv::Scalar(0.2, 0.5, 0.2)), ColourSpec::srgb())
            .value());
    EXPECT_EQ(snap.way_to({0.3, 0.3}).size(), 1U); // not started
    snap.start({0.01, 0.01});
    const auto way = snap.way_to({0.9, 0.95});
    EXPECT_DOUBLE_EQ(way.back().x, 0.9);
    EXPECT_DOUBLE_EQ(way.back().y, 0.95);
}

TEST(EdgeSnap, APictureOfOnePixelHasStraightWays) {
    EdgeSnap snap(
        frame_from_mat(cv::Mat(1, 1, CV_32FC3, cv::Scalar(0.2, 0.5, 0.2)), ColourSpec::srgb())
            .value());
    snap.start({0.5, 0.5});
    EXPECT_FALSE(snap.way_to({0.2, 0.2}).empty());
}

} // namespace
} // namespace kinovar::retouch
