// Inventions: what must hold whatever they look like, and patterns that tell the truth.

#include "core/steps/retouch/fill/patch_match.h"
#include "core/steps/retouch/fill/surroundings.h"
#include "tests/steps/retouch/fill/fill_pictures.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kinovar::retouch {
namespace {

/// Tiles, 20 px each way.
cv::Mat tiled(const cv::Size& size) {
    cv::Mat picture(size, CV_32FC3, cv::Scalar(0.6, 0.5, 0.4));
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            if (x % 20 < 3 || y % 20 < 3) {
                picture.at<cv::Vec3f>(y, x) = {0.2F, 0.2F, 0.25F};
            }
        }
    }
    return picture + test::grain(size, 0.01, 0.7, 5);
}

double error_in(const cv::Mat& picture, const cv::Mat& truth, const Hole& hole,
                const cv::Mat& pixels) {
    cv::Mat off = pixels - truth(hole.where);
    EXPECT_EQ(cv::norm(pixels, picture(hole.where), cv::NORM_INF, hole.mask == 0), 0);
    return cv::norm(off, cv::NORM_L2, hole.mask) / std::sqrt(3.0 * cv::countNonZero(hole.mask));
}

TEST(Patches, CarryAPatternOn) {
    const cv::Mat truth = tiled({200, 160});
    const Hole hole = test::disc({100, 80}, 18);
    cv::Mat broken = truth.clone();
    broken(hole.where).setTo(cv::Scalar::all(1), hole.mask);
    EXPECT_LT(error_in(broken, truth, hole, fill_by_patches(broken, hole, {})), 0.05);
}

TEST(Patches, TooLittleAroundIsNotFilled) {
    const cv::Mat picture = tiled({40, 40});
    cv::Mat mask(picture.size(), CV_8U, cv::Scalar(255));
    mask.row(0).setTo(0);
    EXPECT_TRUE(patch_match_fill(picture, mask, {}).empty());
    const Hole hole{{0, 1, 40, 39}, mask(cv::Rect(0, 1, 40, 39)).clone()};
    const Invented invented = invent_from_surroundings(picture, hole, {});
    ASSERT_FALSE(invented.pixels.empty()) << "a membrane at least";
    EXPECT_TRUE(invented.poor);
}

TEST(Patches, StopIsHeard) {
    std::stop_source stop;
    stop.request_stop();
    const cv::Mat picture = tiled({200, 160});
    EXPECT_TRUE(invent_from_surroundings(picture, test::disc({100, 80}, 18), stop.get_token())
                    .pixels.empty());
}

TEST(Surroundings, AHoleAtTheCorner) {
    const cv::Mat truth = tiled({200, 160});
    for (const int radius : {6, 20}) {
        Hole hole = test::disc({radius, radius}, radius);
        cv::Mat broken = truth.clone();
        broken(hole.where).setTo(cv::Scalar::all(1), hole.mask);
        const Invented invented = invent_from_surroundings(broken, hole, {});
        EXPECT_LT(error_in(broken, truth, hole, invented.pixels), 0.15);
    }
}

TEST(Surroundings, EvenGroundKeepsItsGrain) {
    const cv::Mat truth = test::grainy_slope({300, 240}, 0.03);
    const Hole hole = test::disc({150, 120}, 20);
    cv::Mat broken = truth.clone();
    broken(hole.where).setTo(cv::Scalar::all(0), hole.mask);
    const Invented invented = invent_from_surroundings(broken, hole, {});
    EXPECT_FALSE(invented.poor);
    cv::Mat filled = truth.clone();
    invented.pixels.copyTo(filled(hole.where), hole.mask);
    const cv::Mat mask = mask_in(hole, {{}, truth.size()});
    EXPECT_GT(test::fine_deviation(filled, mask), 0.85 * test::fine_deviation(truth, mask));
}

TEST(Surroundings, AnEdgeGoesOn) {
    cv::Mat truth = test::grainy_slope({240, 200}, 0.005);
    truth(cv::Rect(0, 0, 118, 200)) += cv::Scalar::all(0.3);
    const Hole hole = test::disc({120, 100}, 16);
    cv::Mat broken = truth.clone();
    broken(hole.where).setTo(cv::Scalar::all(0), hole.mask);
    const Invented invented = invent_from_surroundings(broken, hole, {});
    EXPECT_LT(error_in(broken, truth, hole, invented.pixels), 0.06);
}

} // namespace
} // namespace kinovar::retouch
