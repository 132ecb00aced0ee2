#include "core/steps/colourise/engine/propagate.h"
#include "tests/steps/colourise/engine/drawn_chart.h"

#include <gtest/gtest.h>
#include <opencv2/core/utility.hpp>

#include <functional>

namespace kinovar::colourise {
namespace {

using test::distance;
using test::kBlue;
using test::kRed;
using test::mean_of;

struct Way {
    const char* name;
    std::function<cv::Mat(const Guide&, const Seeds&)> spread;
};

void PrintTo(const Way& way, std::ostream* out) {
    *out << way.name;
}

class Propagator : public testing::TestWithParam<Way> {
protected:
    const cv::Size size{160, 120};
    const Guide guide = make_guide(test::two_halves(size));
};

TEST_P(Propagator, ColoursStopAtAnEdgeOfLight) {
    const cv::Mat ab = GetParam().spread(guide, seeds_of(test::one_a_half(), size));
    EXPECT_LT(distance(mean_of(ab, {0, 0, 74, 120}), kRed), 4);
    EXPECT_LT(distance(mean_of(ab, {86, 0, 74, 120}), kBlue), 4);
    EXPECT_LT(distance(mean_of(ab, {76, 20, 2, 80}), kRed), 12);
}

TEST_P(Propagator, NoSeedsNoColour) {
    const cv::Mat ab = GetParam().spread(guide, seeds_of({}, size));
    ASSERT_EQ(ab.type(), CV_32FC2);
    EXPECT_EQ(cv::norm(ab, cv::NORM_INF), 0);
}

TEST_P(Propagator, HintHoldsWhereItIs) {
    const cv::Mat ab = GetParam().spread(guide, seeds_of(test::one_a_half(), size));
    EXPECT_LT(distance(mean_of(ab, {40, 60, 1, 1}), kRed), 1);
}

TEST_P(Propagator, SameForAnyNumberOfThreads) {
    const cv::Size large(640, 400);
    const Guide whole = make_guide(test::two_halves(large));
    const Seeds seeds = seeds_of(test::one_a_half(), large);
    const int threads = cv::getNumThreads();
    cv::setNumThreads(1);
    const cv::Mat one = GetParam().spread(whole, seeds);
    cv::setNumThreads(2);
    const cv::Mat two = GetParam().spread(whole, seeds);
    cv::setNumThreads(threads);
    EXPECT_EQ(cv::norm(one, two, cv::NORM_INF), 0);
}

INSTANTIATE_TEST_SUITE_P(All, Propagator,
                         testing::Values(Way{"smoothly", spread_smoothly},
                                         Way{"by_likeness", spread_by_likeness},
                                         Way{"from_nearest",
                                             [](const Guide& guide, const Seeds& seeds) {
                                                 return spread_from_nearest(guide, seeds).ab;
                                             }}),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(SpreadSmoothly, WeakHintYieldsToStrongOnesAround) {
    const cv::Size size(90, 90);
    const Guide guide = make_guide(cv::Mat(size, CV_32F, cv::Scalar(50)));
    const auto at_middle = [&](double strength) {
        std::vector<PlacedHint> hints{test::point_at(0.5, 0.5, kBlue, strength)};
        for (const double x : {0.4, 0.6}) {
            for (const double y : {0.4, 0.6}) {
                hints.push_back(test::point_at(x, y, kRed));
            }
        }
        return mean_of(spread_smoothly(guide, seeds_of(hints, size)), {45, 45, 1, 1});
    };
    EXPECT_LT(distance(at_middle(1), kBlue), 1);
    EXPECT_GT(distance(at_middle(0.05), kBlue), distance(at_middle(0.5), kBlue) + 3);
}

TEST(SpreadFromNearest, MeasuresWaysAndDistances) {
    const cv::Size size(160, 120);
    const Guide guide = make_guide(test::two_halves(size));
    const Nearest nearest =
        spread_from_nearest(guide, seeds_of(std::vector{test::point_at(0.25, 0.5, kRed)}, size));
    EXPECT_EQ(nearest.way.at<float>(60, 40), 0);
    EXPECT_LT(nearest.way.at<float>(60, 78), 0.4F);
    EXPECT_GT(nearest.way.at<float>(60, 82), 0.4F); // across the edge: its step of light is 0.4
    EXPECT_NEAR(nearest.distance.at<float>(60, 81), 40, 1.5);
}

TEST(Certainty, FallsAcrossEdgesAndIsNoneWithoutSeeds) {
    const cv::Size size(160, 120);
    const Guide guide = make_guide(test::two_halves(size));
    const Seeds seeds = seeds_of(std::vector{test::point_at(0.25, 0.5, kRed)}, size);
    const cv::Mat sure = certainty_of(guide, seeds, spread_from_nearest(guide, seeds));
    EXPECT_FLOAT_EQ(sure.at<float>(60, 40), 1);
    EXPECT_GT(sure.at<float>(60, 70), 1.5F * sure.at<float>(60, 90));
    const Seeds none = seeds_of({}, size);
    EXPECT_EQ(cv::norm(certainty_of(guide, none, spread_from_nearest(guide, none)), cv::NORM_INF),
              0);
}

TEST(Propagators, TinyPicturesAreBorne) {
    for (const cv::Size size : {cv::Size(1, 1), cv::Size(3, 200), cv::Size(7, 5)}) {
        const Guide guide = make_guide(cv::Mat(size, CV_32F, cv::Scalar(40)));
        const Seeds seeds = seeds_of(std::vector{test::point_at(0.5, 0.5, kRed)}, size);
        EXPECT_LT(distance(mean_of(spread_smoothly(guide, seeds), {0, 0, 1, 1}), kRed), 1);
        EXPECT_LT(distance(mean_of(spread_by_likeness(guide, seeds), {0, 0, 1, 1}), kRed), 1);
        EXPECT_LT(distance(mean_of(spread_from_nearest(guide, seeds).ab, {0, 0, 1, 1}), kRed), 1);
    }
}

} // namespace
} // namespace kinovar::colourise
