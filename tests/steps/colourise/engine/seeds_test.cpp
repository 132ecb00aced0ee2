#include "core/steps/colourise/engine/seeds.h"
#include "tests/steps/colourise/engine/drawn_chart.h"

#include <gtest/gtest.h>

namespace kinovar::colourise {
namespace {

using test::kBlue;
using test::kRed;
using test::point_at;

TEST(Seeds, PointCoversThreeByThreeAtLeast) {
    PlacedHint hint = point_at(10.5 / 100, 20.5 / 80, kRed, 0.5);
    hint.size = 0;
    const Seeds seeds = seeds_of(std::vector{hint}, {100, 80});
    ASSERT_EQ(seeds.seeds.size(), 1U);
    EXPECT_EQ(pixel_of(seeds.seeds[0], seeds.size), cv::Point(10, 20));
    EXPECT_EQ(cv::countNonZero(seeds.weight), 9);
    EXPECT_FLOAT_EQ(seeds.weight.at<float>(21, 11), 0.5F);
    EXPECT_EQ(seeds.ab.at<cv::Vec2f>(19, 9), cv::Vec2f(kRed.a, kRed.b));
}

TEST(Seeds, PointGrowsWithItsSize) {
    PlacedHint hint = point_at(0.5, 0.5, kRed);
    hint.size = 0.1;
    const Seeds seeds = seeds_of(std::vector{hint}, {100, 100});
    EXPECT_NEAR(cv::countNonZero(seeds.weight), 314, 20);
}

TEST(Seeds, PlacesOutsideAreNotThere) {
    EXPECT_TRUE(
        seeds_of(std::vector{point_at(1.5, 0.5, kRed), point_at(0.5, -3, kRed)}, {50, 50}).empty());
    EXPECT_EQ(
        seeds_of(std::vector{point_at(1, 1, kRed), point_at(0, 0, kRed)}, {50, 50}).seeds.size(),
        2U);
}

TEST(Seeds, LaterHintsCoverEarlierOnes) {
    const Seeds seeds =
        seeds_of(std::vector{point_at(0.5, 0.5, kRed), point_at(0.5, 0.5, kBlue)}, {60, 60});
    ASSERT_EQ(seeds.seeds.size(), 1U);
    EXPECT_EQ(seeds.seeds[0].ab, cv::Vec2f(kBlue.a, kBlue.b));
}

TEST(Seeds, StrokesAreSampledAlongTheirLength) {
    PlacedHint stroke;
    stroke.shape = HintShape::Stroke;
    stroke.places = {{0.1, 0.5}, {0.9, 0.5}};
    stroke.colour = kRed;
    stroke.size = 0.01;
    const Seeds seeds = seeds_of(std::vector{stroke}, {200, 100});
    EXPECT_GT(seeds.seeds.size(), 20U);
    EXPECT_GT(seeds.weight.at<float>(50, 100), 0);
    EXPECT_EQ(seeds.weight.at<float>(60, 100), 0);
}

TEST(Seeds, RegionsAreFilledAndSampled) {
    PlacedHint region;
    region.shape = HintShape::Region;
    region.places = {{0.25, 0.25}, {0.75, 0.25}, {0.75, 0.75}, {0.25, 0.75}};
    region.colour = kRed;
    const Seeds seeds = seeds_of(std::vector{region}, {100, 100});
    EXPECT_NEAR(cv::countNonZero(seeds.weight), 2500, 150);
    EXPECT_GT(seeds.seeds.size(), 50U);
    EXPECT_LE(seeds.seeds.size(), 150U);
}

TEST(Seeds, ThereAreNotTooMany) {
    std::vector<PlacedHint> hints;
    for (int i = 0; i < 40; ++i) {
        for (int j = 0; j < 40; ++j) {
            hints.push_back(point_at((i + 0.5) / 40, (j + 0.5) / 40, kRed));
        }
    }
    EXPECT_EQ(seeds_of(hints, {400, 400}).seeds.size(),
              static_cast<std::size_t>(Seeds::kMostSeeds));
}

TEST(Seeds, BrokenHintsAreBorne) {
    PlacedHint empty;
    PlacedHint region;
    region.shape = HintShape::Region;
    region.places = {{0.5, 0.5}};
    PlacedHint stroke;
    stroke.shape = HintShape::Stroke;
    stroke.places = {{0.5, 0.5}};
    EXPECT_NO_THROW(static_cast<void>(seeds_of(std::vector{empty, region, stroke}, {20, 20})));
}

} // namespace
} // namespace kinovar::colourise
