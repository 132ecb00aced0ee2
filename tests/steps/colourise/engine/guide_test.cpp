#include "core/steps/colourise/engine/guide.h"
#include "tests/steps/colourise/engine/drawn_chart.h"

#include <gtest/gtest.h>

namespace kinovar::colourise {
namespace {

TEST(Guide, LargePicturesAreReducedSmallOnesAreNot) {
    const Guide large = make_guide(test::two_halves({1920, 1080}));
    EXPECT_EQ(large.work.size(), cv::Size(960, 540));
    EXPECT_NEAR(large.unit, 540.0 / 256, 1e-3);
    const Guide small = make_guide(test::two_halves({192, 128}));
    EXPECT_EQ(small.work.size(), cv::Size(192, 128));
    EXPECT_NEAR(small.work.at<float>(10, 10), 0.3, 1e-6);
}

TEST(Guide, CropsCountDistancesAsTheWholePictureDoes) {
    const cv::Mat lightness = test::two_halves({200, 256});
    const Guide crop = make_guide(lightness(cv::Rect(0, 0, 128, 128)), 200);
    EXPECT_FLOAT_EQ(crop.unit, make_guide(lightness).unit);
}

TEST(EnlargeAlong, EdgesOfColourGoToEdgesOfLight) {
    // The edge of light lies inside a pixel of the reduced picture.
    cv::Mat lightness(1080, 1080, CV_32F, cv::Scalar(30));
    lightness.colRange(539, 1080).setTo(70);
    const Guide guide = make_guide(lightness);
    cv::Mat ab(guide.work.size(), CV_32FC2, cv::Scalar(test::kRed.a, test::kRed.b));
    ab.colRange(270, 540).setTo(cv::Scalar(test::kBlue.a, test::kBlue.b));
    const cv::Mat whole = enlarge_along(guide, ab);
    ASSERT_EQ(whole.size(), lightness.size());
    EXPECT_LT(test::distance(test::mean_of(whole, {537, 100, 1, 800}), test::kRed), 3);
    EXPECT_LT(test::distance(test::mean_of(whole, {541, 100, 1, 800}), test::kBlue), 3);
}

TEST(EnlargeAlong, KeepsEvenColoursAndTheOneChannelOfMasks) {
    cv::Mat lightness(700, 900, CV_32F);
    cv::RNG random(3);
    random.fill(lightness, cv::RNG::UNIFORM, 0, 100);
    const Guide guide = make_guide(lightness);
    const cv::Mat even(guide.work.size(), CV_32FC2, cv::Scalar(12, -7));
    EXPECT_LT(test::distance(test::mean_of(enlarge_along(guide, even), {0, 0, 900, 700}), {12, -7}),
              1e-3);
    const cv::Mat mask(guide.work.size(), CV_32F, cv::Scalar(0.25));
    const cv::Mat whole = enlarge_along(guide, mask);
    ASSERT_EQ(whole.type(), CV_32F);
    EXPECT_LT(cv::norm(whole, cv::Mat(whole.size(), CV_32F, cv::Scalar(0.25)), cv::NORM_INF), 1e-5);
}

} // namespace
} // namespace kinovar::colourise
