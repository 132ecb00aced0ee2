#include "core/steps/retouch/warp/displacement.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kinovar::retouch {
namespace {

const cv::Rect kBox(0, 0, 200, 160);

double length_at(const cv::Mat& moved, int x, int y) {
    return cv::norm(moved.at<cv::Vec2f>(y, x));
}

TEST(Displacement, WhatLiesUnderTheBrushGoesAlong) {
    Displacement field(kBox, {}, 2);
    field.push({70, 80}, {100, 80}, 40, 1);
    const cv::Mat moved = field.at_pixels();
    // The place where the brush stopped shows what was where it began.
    EXPECT_NEAR(moved.at<cv::Vec2f>(80, 100)[0], -30, 1.5);
    EXPECT_NEAR(moved.at<cv::Vec2f>(80, 100)[1], 0, 0.1);
    EXPECT_EQ(length_at(moved, 100, 20), 0); // beyond the radius
    EXPECT_EQ(length_at(moved, 180, 80), 0);
}

TEST(Displacement, NeverFoldsHoweverFarThingsArePushed) {
    Displacement field(kBox, {}, 2);
    for (int i = 0; i < 8; ++i) {
        field.push({40, 60.0 + 5 * i}, {160, 100.0 - 5 * i}, 24, 1);
        field.pinch({{100, 80}, 30}, 0.25);
        field.push({160, 60}, {40, 90}, 30, 1);
    }
    EXPECT_GT(field.least_stretch(), 0);
}

TEST(Displacement, ThereAndBackIsHome) {
    Displacement field(kBox, {}, 2);
    field.push({80, 80}, {110, 90}, 40, 1);
    field.push({110, 90}, {80, 80}, 40, 1);
    const cv::Mat moved = field.at_pixels();
    double most = 0;
    cv::minMaxLoc(cv::abs(moved.reshape(1)), nullptr, &most);
    EXPECT_LT(most, 1); // of 32
}

TEST(Displacement, BloatUndoesAPinch) {
    Displacement field(kBox, {}, 2);
    field.pinch({{100, 80}, 40}, 0.12);
    const double pinched = length_at(field.at_pixels(), 115, 80);
    EXPECT_GT(pinched, 0.8);
    EXPECT_GT(field.at_pixels().at<cv::Vec2f>(80, 115)[0], 0); // taken from further out
    field.pinch({{100, 80}, 40}, -0.12);
    EXPECT_LT(length_at(field.at_pixels(), 115, 80), 0.25 * pinched);
}

TEST(Displacement, RestoringTakesItBack) {
    Displacement field(kBox, {}, 2);
    field.push({80, 80}, {110, 80}, 40, 1);
    for (int i = 0; i < 40; ++i) {
        field.restore({{95, 80}, 90}, 0.5);
    }
    double most = 0;
    cv::minMaxLoc(cv::abs(field.at_pixels().reshape(1)), nullptr, &most);
    EXPECT_LT(most, 0.5);
    EXPECT_GT(field.least_stretch(), 0);
}

TEST(Displacement, WhatIsFrozenStaysAndItsEdgeDoesNotFold) {
    cv::Mat mobility(kBox.size(), CV_32F, cv::Scalar(1));
    mobility.colRange(100, 200).setTo(0);
    Displacement field(kBox, mobility, 2);
    field.push({60, 80}, {130, 80}, 40, 1);
    const cv::Mat moved = field.at_pixels();
    EXPECT_EQ(cv::countNonZero(moved.colRange(100, 200).clone().reshape(1)), 0);
    EXPECT_GT(length_at(moved, 80, 80), 3);
    EXPECT_GT(field.least_stretch(), 0);
}

TEST(Displacement, HandlesGoExactlyToTheirPlaces) {
    Displacement field(kBox, {}, 2);
    field.drag({{{60, 80}, {80, 84}, 50}, {{120, 80}, {120, 80}, 50}, {{100, 40}, {92, 48}, 40}});
    const cv::Mat moved = field.at_pixels();
    EXPECT_NEAR(moved.at<cv::Vec2f>(84, 80)[0], -20, 0.7);
    EXPECT_NEAR(moved.at<cv::Vec2f>(84, 80)[1], -4, 0.7);
    EXPECT_LT(length_at(moved, 120, 80), 0.5); // a handle that stays holds its place
    EXPECT_NEAR(moved.at<cv::Vec2f>(48, 92)[0], 8, 0.7);
    EXPECT_GT(field.least_stretch(), 0);
}

TEST(Displacement, TwoHandlesInOnePlaceAreNoTrouble) {
    Displacement field(kBox, {}, 2);
    field.drag({{{60, 80}, {70, 80}, 50}, {{60, 80}, {70, 80}, 50}});
    EXPECT_NEAR(field.at_pixels().at<cv::Vec2f>(80, 70)[0], -10, 0.5);
}

} // namespace
} // namespace kinovar::retouch
