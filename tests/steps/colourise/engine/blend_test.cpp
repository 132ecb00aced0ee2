#include "core/steps/colourise/engine/colouriser.h"
#include "tests/steps/colourise/engine/drawn_chart.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>
#include <opencv2/core/utility.hpp>

namespace kinovar::colourise {
namespace {

using test::distance;
using test::kBlue;
using test::kRed;
using test::mean_of;

Chroma coloured(const cv::Mat& lightness, const std::vector<PlacedHint>& hints) {
    const Guide guide = make_guide(lightness);
    auto chroma = blend_colouriser()->colour(guide, seeds_of(hints, guide.work.size()), {});
    return chroma ? *chroma : Chroma{};
}

TEST(Blend, NoHintsNoColourNoConfidence) {
    const Chroma chroma = coloured(test::two_halves({120, 90}), {});
    EXPECT_EQ(cv::norm(chroma.ab, cv::NORM_INF), 0);
    EXPECT_EQ(cv::norm(chroma.confidence, cv::NORM_INF), 0);
}

TEST(Blend, HalvesKeepTheirHueUpToTheEdge) {
    const Chroma chroma = coloured(test::two_halves({160, 120}), test::one_a_half());
    EXPECT_GT(mean_of(chroma.ab, {70, 20, 8, 80}).b, 15);
    EXPECT_LT(mean_of(chroma.ab, {82, 20, 8, 80}).b, -15);
    EXPECT_LT(distance(mean_of(chroma.ab, {40, 60, 1, 1}), kRed), 2);
    EXPECT_LT(distance(mean_of(chroma.ab, {120, 60, 1, 1}), kBlue), 2);
}

TEST(Blend, OneHintDoesNotTintWhatIsUnlikeIt) {
    const Chroma chroma = coloured(test::two_halves({160, 120}), {test::point_at(0.25, 0.5, kRed)});
    const double given = std::hypot(kRed.a, kRed.b);
    const Ab unlike = mean_of(chroma.ab, {100, 10, 50, 100});
    EXPECT_LT(std::hypot(unlike.a, unlike.b), 0.75 * given);
    EXPECT_GT(chroma.confidence.at<float>(60, 45), 2 * chroma.confidence.at<float>(60, 120));
}

TEST(Blend, ShadowsTakeLessChromaThanTheLight) {
    cv::Mat lightness(90, 160, CV_32F);
    for (int x = 0; x < lightness.cols; ++x) {
        lightness.col(x).setTo(20 + 0.4 * x);
    }
    const Chroma chroma = coloured(lightness, {test::point_at(0.5, 0.5, kRed)});
    EXPECT_LT(mean_of(chroma.ab, {40, 30, 5, 30}).a, mean_of(chroma.ab, {100, 30, 5, 30}).a);
}

TEST(Blend, SameForAnyNumberOfThreads) {
    const cv::Mat lightness = test::two_halves({640, 400});
    const int threads = cv::getNumThreads();
    cv::setNumThreads(1);
    const Chroma one = coloured(lightness, test::one_a_half());
    cv::setNumThreads(2);
    const Chroma two = coloured(lightness, test::one_a_half());
    cv::setNumThreads(threads);
    EXPECT_EQ(cv::norm(one.ab, two.ab, cv::NORM_INF), 0);
    EXPECT_EQ(cv::norm(one.confidence, two.confidence, cv::NORM_INF), 0);
}

} // namespace
} // namespace kinovar::colourise
