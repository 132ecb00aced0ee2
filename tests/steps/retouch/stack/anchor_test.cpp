// Whether a fix still lies on what it was made for.

#include "core/steps/retouch/anchor.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace kinovar::retouch {
namespace {

/// Blobs in a picture, the same for a seed.
cv::Mat picture(int seed, const cv::Size& size = {320, 240}) {
    cv::Mat noise(30, 40, CV_32FC3);
    cv::RNG random(static_cast<std::uint64_t>(seed));
    random.fill(noise, cv::RNG::UNIFORM, 0.1, 0.9);
    cv::Mat large;
    cv::resize(noise, large, size, 0, 0, cv::INTER_CUBIC);
    return large;
}

Area spot(double x, double y) {
    Area area;
    area.marks = {{Mark::Shape::Stroke, true, {.size = 0.05}, {{{x, y}, 1}}}};
    return area;
}

TEST(Anchor, OtherLightSizeAndDetailStillFit) {
    const cv::Mat then = picture(1);
    const Area area = spot(0.4, 0.6);
    const Anchor anchor = anchor_of(then, area);
    EXPECT_EQ(no_longer_fits(anchor, anchor_of(then, area)), "");
    EXPECT_EQ(no_longer_fits(anchor, anchor_of(then * 0.7 + cv::Scalar::all(0.1), area)), "");
    EXPECT_EQ(no_longer_fits(anchor, anchor_of(picture(1, {1280, 960}), area)), "");
    cv::Mat soft;
    cv::GaussianBlur(then, soft, {}, 2);
    EXPECT_EQ(no_longer_fits(anchor, anchor_of(soft, area)), "");
}

TEST(Anchor, OtherThingsOtherShapesAndMovedOnesDoNot) {
    const cv::Mat then = picture(1);
    const Area area = spot(0.4, 0.6);
    const Anchor anchor = anchor_of(then, area);
    EXPECT_NE(no_longer_fits(anchor, anchor_of(picture(2), area)), "");
    EXPECT_NE(no_longer_fits(anchor, anchor_of(picture(1, {320, 200}), area)).find("shape"),
              std::string::npos);
    EXPECT_NE(
        no_longer_fits(anchor, anchor_of(cv::Mat(then.size(), CV_32FC3, {0.5, 0.5, 0.5}), area)),
        "");
    EXPECT_NE(no_longer_fits(anchor, anchor_of(then, spot(0.46, 0.6))), "");
}

TEST(Anchor, WhereThereIsNothingToSeeNothingIsSaid) {
    const cv::Mat flat(240, 320, CV_32FC3, cv::Scalar::all(0.4));
    const Area area = spot(0.5, 0.5);
    EXPECT_EQ(no_longer_fits(anchor_of(flat, area), anchor_of(flat * 1.2, area)), "");
}

} // namespace
} // namespace kinovar::retouch
