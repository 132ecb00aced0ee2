#include "core/steps/retouch/brush/mask_tiles.h"
#include "tests/steps/retouch/brush/brush_kit.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <cmath>
#include <random>

namespace kinovar::retouch {
namespace {

using test::outline;
using test::rectangle;
using test::stroke;
using test::whole_cover;

constexpr double kMiddle = 0.5;
const cv::Size kPicture(400, 200);

Brush brush(double size, double hardness, double opacity = 1, double flow = 1) {
    return {.size = size, .hardness = hardness, .opacity = opacity, .flow = flow};
}

Area one(Mark mark) {
    Area area;
    area.marks.push_back(std::move(mark));
    return area;
}

/// The same profile as a click has, worked out by hand: half at the middle of its edge zone.
TEST(Cover, AClickHasTheBrushsProfile) {
    for (const double hardness : {0.0, 0.5, 1.0}) {
        // A middle of a pixel, and a diameter of 100 px.
        const Place at{200.5 / kPicture.width, 100.5 / kPicture.height};
        const cv::Mat cover = whole_cover(one(stroke({{at, 1}}, brush(0.5, hardness))), kPicture);
        EXPECT_FLOAT_EQ(cover.at<float>(100, 200), 1) << hardness;
        const double zone = 50 * (1 - hardness);
        const int half = static_cast<int>(50 - zone / 2);
        EXPECT_NEAR(cover.at<float>(100, 200 + half), 0.5, 0.04) << hardness;
        EXPECT_EQ(cover.at<float>(100, 200 + 52), 0) << hardness;
        EXPECT_NEAR(cover.at<float>(100 + 30, 200), cover.at<float>(100, 200 - 30), 1e-6);
        for (int x = 201; x < 260; ++x) {
            EXPECT_LE(cover.at<float>(100, x), cover.at<float>(100, x - 1));
        }
    }
}

TEST(Cover, FullFlowIsTheDistanceFromTheLine) {
    // Drawn in many short steps, the line covers what one long piece does.
    Mark mark = stroke({}, brush(0.2, 0.4));
    for (int i = 0; i <= 50; ++i) {
        mark.points.push_back({{0.2 + 0.6 * i / 50, kMiddle}, 1});
    }
    const Mark ends = stroke({mark.points.front(), mark.points.back()}, mark.brush);
    const cv::Mat drawn = whole_cover(one(mark), kPicture);
    EXPECT_LT(cv::norm(drawn, whole_cover(one(ends), kPicture), cv::NORM_INF), 0.01);
    // Across, the profile of a click.
    const cv::Mat click = whole_cover(one(stroke({{{kMiddle, kMiddle}, 1}}, mark.brush)), kPicture);
    EXPECT_LT(cv::norm(drawn.col(200), click.col(200), cv::NORM_INF), 0.01);
}

TEST(Cover, SharpBendsLeaveNoGaps) {
    // A zigzag with sharp corners: every pixel near the line is covered.
    Mark mark = stroke({{{0.2, 0.2}, 1}, {{0.5, 0.8}, 1}, {{0.52, 0.2}, 1}, {{0.8, 0.75}, 1}},
                       brush(0.2, 1));
    const cv::Mat cover = whole_cover(one(mark), kPicture);
    for (const StrokePoint& point : mark.points) {
        const cv::Point at(static_cast<int>(point.at.x * 400), static_cast<int>(point.at.y * 200));
        for (int degrees = 0; degrees < 360; degrees += 5) {
            const double angle = degrees * CV_PI / 180;
            const cv::Point near(at.x + static_cast<int>(17 * std::cos(angle)),
                                 at.y + static_cast<int>(17 * std::sin(angle)));
            EXPECT_FLOAT_EQ(cover.at<float>(near), 1) << degrees;
        }
    }
}

TEST(Cover, OpacityIsTheCeilingOfOneStroke) {
    // To and fro over the same place.
    Mark mark = stroke({}, brush(0.2, 1, 0.4, 0.6));
    for (int i = 0; i < 10; ++i) {
        mark.points.push_back({{i % 2 == 0 ? 0.3 : 0.7, kMiddle}, 1});
    }
    double most = 0;
    cv::minMaxLoc(whole_cover(one(mark), kPicture), nullptr, &most);
    EXPECT_LE(most, 0.4 + 1e-6);
    EXPECT_GT(most, 0.39);
    // A second stroke covers 0.4 of what the first left.
    Area two = one(mark);
    two.marks.push_back(mark);
    cv::minMaxLoc(whole_cover(two, kPicture), nullptr, &most);
    EXPECT_NEAR(most, 0.64, 0.01);
}

TEST(Cover, FlowBuildsUp) {
    const auto middle = [](int passes, double flow) {
        Mark mark = stroke({}, brush(0.2, 1, 1, flow));
        for (int i = 0; i <= passes; ++i) {
            mark.points.push_back({{i % 2 == 0 ? 0.2 : 0.8, kMiddle}, 1});
        }
        return whole_cover(one(mark), kPicture).at<float>(100, 200);
    };
    const float once = middle(1, 0.1);
    const float twice = middle(2, 0.1);
    EXPECT_GT(once, 0.2);
    EXPECT_LT(once, 0.6);
    EXPECT_NEAR(twice, 1 - (1 - once) * (1 - once), 0.02);
    EXPECT_GT(middle(1, 0.3), once);
    EXPECT_FLOAT_EQ(middle(1, 1), 1);
}

/// What flow adds goes by the way, not by how many points a mouse sent.
TEST(Cover, FlowDoesNotDependOnThePoints) {
    Mark few = stroke({{{0.2, kMiddle}, 1}, {{0.8, kMiddle}, 1}}, brush(0.3, 0.5, 1, 0.15));
    Mark many = stroke({}, few.brush);
    for (int i = 0; i <= 200; ++i) {
        many.points.push_back({{0.2 + 0.6 * i / 200, kMiddle}, 1});
    }
    EXPECT_LT(
        cv::norm(whole_cover(one(few), kPicture), whole_cover(one(many), kPicture), cv::NORM_INF),
        0.03);
}

TEST(Cover, PressureMakesThinnerOrFainter) {
    Brush sized = brush(0.4, 1);
    const Mark light = stroke({{{kMiddle, kMiddle}, 0.5}}, sized);
    const Mark full = stroke({{{kMiddle, kMiddle}, 1}}, sized);
    const double ratio = cv::sum(whole_cover(one(light), kPicture))[0] /
                         cv::sum(whole_cover(one(full), kPicture))[0];
    EXPECT_NEAR(ratio, 0.25, 0.02);

    sized.pressure_sizes = false;
    sized.pressure_thins = true;
    const cv::Mat faint = whole_cover(one(stroke({{{kMiddle, kMiddle}, 0.5}}, sized)), kPicture);
    EXPECT_NEAR(faint.at<float>(100, 200), 0.5, 1e-5);
    EXPECT_NEAR(faint.at<float>(100, 230), 0.5, 1e-5);
}

TEST(Cover, APenPressedDownWithoutMovingGrows) {
    const Mark pressed =
        stroke({{{kMiddle, kMiddle}, 0.1}, {{kMiddle, kMiddle}, 1}}, brush(0.4, 1));
    const Mark full = stroke({{{kMiddle, kMiddle}, 1}}, brush(0.4, 1));
    EXPECT_EQ(cv::norm(whole_cover(one(pressed), kPicture), whole_cover(one(full), kPicture),
                       cv::NORM_INF),
              0);
}

TEST(Cover, MarksTakeAwayInTheirOrder) {
    Area area = one(rectangle({100, 50, 100, 100}, kPicture));
    Mark hole = rectangle({120, 70, 40, 40}, kPicture);
    hole.adds = false;
    hole.brush.opacity = 0.75;
    area.marks.push_back(hole);
    cv::Mat cover = whole_cover(area, kPicture);
    EXPECT_FLOAT_EQ(cover.at<float>(60, 110), 1);
    EXPECT_NEAR(cover.at<float>(90, 140), 0.25, 1e-5);
    area.marks.push_back(rectangle({130, 80, 10, 10}, kPicture));
    cover = whole_cover(area, kPicture);
    EXPECT_FLOAT_EQ(cover.at<float>(85, 135), 1);
    EXPECT_NEAR(cover.at<float>(75, 125), 0.25, 1e-5);
}

TEST(Cover, OutlinesCoverPixelsByTheirArea) {
    // Half pixels on each side.
    const Mark shifted = outline({{100.5 / 400, 50.25 / 200},
                                  {200.5 / 400, 50.25 / 200},
                                  {200.5 / 400, 150.25 / 200},
                                  {100.5 / 400, 150.25 / 200}});
    const cv::Mat cover = whole_cover(one(shifted), kPicture);
    EXPECT_NEAR(cover.at<float>(100, 100), 0.5, 1e-5);
    EXPECT_NEAR(cover.at<float>(100, 200), 0.5, 1e-5);
    EXPECT_NEAR(cover.at<float>(50, 150), 0.75, 1e-5);
    EXPECT_NEAR(cover.at<float>(150, 150), 0.25, 1e-5);
    EXPECT_FLOAT_EQ(cover.at<float>(100, 150), 1);
    EXPECT_NEAR(cv::sum(cover)[0], 100 * 100, 0.5);
    // A slanting triangle has the area that a triangle has.
    const cv::Mat triangle =
        whole_cover(one(outline({{0.1, 0.1}, {0.73, 0.35}, {0.31, 0.88}})), kPicture);
    const double area = std::abs((292 - 40) * (176 - 20.0) - (124 - 40) * (70 - 20.0)) / 2;
    EXPECT_NEAR(cv::sum(triangle)[0], area, 1);
}

TEST(Cover, WhatRunsOutOfThePictureIsCut) {
    const Mark wide = outline({{-0.5, 0.25}, {1.5, 0.25}, {1.5, 0.75}, {-0.5, 0.75}});
    EXPECT_NEAR(cv::sum(whole_cover(one(wide), kPicture))[0], 400 * 100, 0.5);
    const Mark slanting = outline({{-1, -1}, {3, -1}, {-1, 3}});
    EXPECT_NEAR(cv::sum(whole_cover(one(slanting), kPicture))[0], 400 * 200, 0.5);
    EXPECT_TRUE(cover_of(one(stroke({{{5, 5}, 1}}, brush(0.1, 1))), kPicture, {}).where.empty());
    EXPECT_TRUE(cover_of(Area{}, kPicture, {}).where.empty());
}

TEST(Cover, TheBoxIsTheSmallest) {
    const Cover cover = cover_of(one(rectangle({100, 50, 30, 20}, kPicture)), kPicture, {});
    EXPECT_EQ(cover.where, cv::Rect(100, 50, 30, 20));
}

TEST(Cover, InvertedAndFeathered) {
    Area area = one(rectangle({100, 50, 100, 100}, kPicture));
    const cv::Mat plain = whole_cover(area, kPicture);
    area.inverted = true;
    cv::Mat sum = plain + whole_cover(area, kPicture);
    EXPECT_LT(cv::norm(sum, cv::Mat::ones(kPicture, CV_32F), cv::NORM_INF), 1e-6);

    area.feather = 0.1; // 20 px
    const cv::Mat outside = whole_cover(area, kPicture);
    area.inverted = false;
    const cv::Mat soft = whole_cover(area, kPicture);
    EXPECT_LT(cv::norm(soft + outside, cv::Mat::ones(kPicture, CV_32F), cv::NORM_INF), 0.01);
    EXPECT_NEAR(soft.at<float>(100, 99), 0.5, 0.06);
    EXPECT_GT(soft.at<float>(100, 96), 0.05);
    EXPECT_GT(soft.at<float>(100, 150), 0.99);
    EXPECT_LT(soft.at<float>(100, 80), 0.01);
    EXPECT_NEAR(cv::sum(soft)[0], 100 * 100, 20);
}

TEST(Cover, HalfTheSizeIsTheSameShape) {
    Area area = one(
        stroke({{{0.2, 0.3}, 1}, {{0.5, 0.6}, 0.6}, {{0.8, 0.4}, 1}}, brush(0.2, 0.6, 0.8, 0.3)));
    area.marks.push_back(outline({{0.1, 0.1}, {0.4, 0.2}, {0.2, 0.9}}));
    area.feather = 0.02;
    cv::Mat halved;
    cv::resize(whole_cover(area, kPicture * 2), halved, kPicture, 0, 0, cv::INTER_AREA);
    const cv::Mat small = whole_cover(area, kPicture);
    EXPECT_LT(cv::norm(small, halved, cv::NORM_INF), 0.09);
    EXPECT_LT(cv::norm(small, halved, cv::NORM_L1) / kPicture.area(), 0.002);
}

TEST(Cover, FollowsThePlacement) {
    Area area = one(rectangle({100, 50, 40, 40}, kPicture));
    Placement moved;
    moved.to_now = {1, 0, 30, 0, 1, -20};
    EXPECT_EQ(cover_of(area, kPicture, moved).where, cv::Rect(130, 30, 40, 40));
    Placement larger;
    larger.to_now = {2, 0, 0, 0, 2, 0};
    EXPECT_NEAR(cv::sum(whole_cover(area, kPicture, larger))[0], 4 * 40 * 40, 1000);
    Placement turned; // by a quarter about the middle of the rectangle
    turned.to_now = {0, -1, 119.5 + 69.5, 1, 0, 69.5 - 119.5};
    EXPECT_LT(
        cv::norm(whole_cover(area, kPicture, turned), whole_cover(area, kPicture), cv::NORM_INF),
        1e-4);
}

TEST(Cover, MasksAreShownAsTheyAreAtTheirSize) {
    std::mt19937 random(7);
    std::vector<std::uint16_t> pixels(static_cast<std::size_t>(kPicture.area()));
    for (int y = 40; y < 160; ++y) {
        for (int x = 90; x < 300; ++x) {
            pixels[static_cast<std::size_t>(y * kPicture.width + x)] =
                static_cast<std::uint16_t>(random());
        }
    }
    Area area;
    area.mask = MaskTiles::from_pixels(kPicture.width, kPicture.height, pixels).to_bytes();
    const cv::Mat cover = whole_cover(area, kPicture);
    cv::Mat words(kPicture, CV_16U, pixels.data());
    cv::Mat wanted;
    words.convertTo(wanted, CV_32F, 1.0 / 65535);
    EXPECT_LT(cv::norm(cover, wanted, cv::NORM_INF), 1e-6);

    // At half the size the mean of each four; at twice, the same on average.
    cv::Mat halved;
    cv::resize(wanted, halved, kPicture / 2, 0, 0, cv::INTER_AREA);
    EXPECT_LT(cv::norm(whole_cover(area, kPicture / 2), halved, cv::NORM_INF), 0.01);
    EXPECT_NEAR(cv::mean(whole_cover(area, kPicture * 2))[0], cv::mean(wanted)[0], 0.002);

    // Marks go over it.
    Mark hole = rectangle({100, 50, 20, 20}, kPicture);
    hole.adds = false;
    area.marks.push_back(hole);
    EXPECT_EQ(cv::countNonZero(whole_cover(area, kPicture)(cv::Rect(100, 50, 20, 20))), 0);
}

/// What is remembered of an area serves when marks are added; it must not show.
TEST(Cover, AddedMarkByMarkIsTheSameAsAtOnce) {
    for (const bool inverted : {false, true}) {
        Area growing;
        growing.feather = 0.03;
        growing.inverted = inverted;
        Area at_once = growing;
        at_once.marks.push_back(Mark{}); // nothing, but another area to what remembers it
        for (int i = 0; i < 8; ++i) {
            Mark mark = stroke({{{-0.1 + 0.1 * i, 0.2}, 1}, {{0.3, 0.1 * i}, 0.5}, {{0.9, 0.5}, 1}},
                               brush(0.05 + 0.03 * i, 0.1 * i, 0.7, i % 2 == 0 ? 1 : 0.3));
            mark.adds = i % 3 != 2;
            growing.marks.push_back(mark);
            at_once.marks.push_back(mark);
            (void)cover_of(growing, kPicture, {});
        }
        const Cover first = cover_of(growing, kPicture, {});
        const Cover second = cover_of(at_once, kPicture, {});
        EXPECT_EQ(first.where, second.where);
        EXPECT_EQ(cv::norm(first.share, second.share, cv::NORM_INF), 0);
        // Whoever gets a cover may write into it.
        cv::Mat(first.share).setTo(0);
        EXPECT_EQ(cv::norm(cover_of(growing, kPicture, {}).share, second.share, cv::NORM_INF), 0);
    }
}

TEST(Cover, AMaskThatCannotBeReadIsAnError) {
    Area area;
    area.mask = "nonsense";
    EXPECT_THROW((void)cover_of(area, kPicture, {}), cv::Exception);
}

TEST(Cover, ZeroOpacityCoversNothing) {
    EXPECT_TRUE(cover_of(one(stroke({{{kMiddle, kMiddle}, 1}}, brush(0.2, 1, 0))), kPicture, {})
                    .where.empty());
}

TEST(Cover, BoxOfAnAreaHoldsAllThatItCovers) {
    Area area = one(stroke({{{0.3, 0.4}, 1}, {{0.6, 0.5}, 1}}, brush(0.1, 0.5)));
    const cv::Rect2d box = box_of(area);
    const cv::Rect where = cover_of(area, kPicture, {}).where;
    EXPECT_LE(box.x * kPicture.width, where.x + 1);
    EXPECT_LE(box.y * kPicture.height, where.y + 1);
    EXPECT_GE(box.br().x * kPicture.width, where.br().x - 1);
    EXPECT_GE(box.br().y * kPicture.height, where.br().y - 1);
    EXPECT_LT(box.area(), 0.2);
    area.inverted = true;
    EXPECT_EQ(box_of(area), cv::Rect2d(0, 0, 1, 1));
    EXPECT_TRUE(box_of(Area{}).empty());
}

} // namespace
} // namespace kinovar::retouch
