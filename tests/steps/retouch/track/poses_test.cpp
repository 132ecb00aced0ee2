#include "core/steps/retouch/track/poses.h"
#include "tests/steps/retouch/track/moving_film.h"

#include <gtest/gtest.h>

namespace kinovar::retouch::test {

namespace {

constexpr double kExact = 1e-9;

TEST(Poses, TurnAboutTheMiddleThenMove) {
    const cv::Size size(200, 100);
    const cv::Rect2d box(0.4, 0.4, 0.2, 0.2); // its middle: 100, 50 from the picture's edge
    const Affine map = map_of({.dx = 0.1, .dy = -0.2, .scale = 2, .turn = 90}, box, size);
    const cv::Point2d middle(99.5, 49.5);
    const cv::Point2d at = apply(map, middle + cv::Point2d(10, 0));
    // Turned clockwise as seen, what lay to the right lies below.
    EXPECT_NEAR(at.x, middle.x + 20, kExact);
    EXPECT_NEAR(at.y, middle.y - 20 + 20, kExact);
}

TEST(Poses, InverseLeadsBack) {
    const Affine map{1.2, 0.3, -4, -0.2, 0.9, 11};
    const Affine both = after(map, inverse(map));
    for (int i = 0; i < 6; ++i) {
        EXPECT_NEAR(both.val[i], kIdentity.val[i], kExact);
    }
}

TEST(Poses, AMapOfALargerPictureLeadsToTheSamePlace) {
    const Affine map = about({30, 20}, 1.3, 25, 4, -3);
    const Affine large = scaled(map, {2, 2});
    // The centre of pixel (7, 9) lies at (14.5, 18.5) of a picture twice as large.
    const cv::Point2d at = apply(map, {7, 9});
    const cv::Point2d at_large = apply(large, {14.5, 18.5});
    EXPECT_NEAR(at_large.x, 2 * at.x + 0.5, kExact);
    EXPECT_NEAR(at_large.y, 2 * at.y + 0.5, kExact);
}

TEST(Poses, AreBlendedByTimeBetweenKeysAndHeldBeyond) {
    Fix fix = boxed_fix(0.4, 0.4, 0.2, 0.2, Follow::Still, 10);
    fix.keys = {{20, {.dx = 0.2, .dy = 0, .scale = 3, .turn = 40}}};
    const auto keys = all_keys(fix);
    ASSERT_EQ(keys.size(), 2U);
    const Pose half = pose_at(keys, 15);
    EXPECT_NEAR(half.dx, 0.1, kExact);
    EXPECT_NEAR(half.scale, 2, kExact);
    EXPECT_NEAR(half.turn, 20, kExact);
    EXPECT_EQ(pose_at(keys, 3), Pose());
    EXPECT_EQ(pose_at(keys, 99), fix.keys[0].pose);
}

TEST(Poses, AKeyWhereItWasDrawnReplacesHowItWasDrawn) {
    Fix fix = boxed_fix(0.4, 0.4, 0.2, 0.2, Follow::Still, 10);
    fix.keys = {{10, {.dx = 0.3}}};
    EXPECT_EQ(all_keys(fix), fix.keys);
}

} // namespace

} // namespace kinovar::retouch::test
