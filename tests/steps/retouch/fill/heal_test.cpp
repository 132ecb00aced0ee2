#include "core/steps/retouch/fill/heal.h"
#include "tests/steps/retouch/fill/fill_pictures.h"

#include <gtest/gtest.h>

namespace kinovar::retouch {
namespace {

cv::Mat heal_spot(const cv::Mat& picture, const Hole& hole) {
    const auto offset = heal_offset(picture, hole);
    EXPECT_TRUE(offset.has_value());
    const cv::Rect part = with_margin(hole, 2 * kHealRing, picture.size());
    const cv::Mat source = picture(part + offset.value_or(cv::Point()));
    cv::Mat result = picture.clone();
    healed(picture(part), source, mask_in(hole, part)).copyTo(result(part));
    return result;
}

TEST(Heal, ASpotOnAGrainySlopeIsGone) {
    const cv::Mat truth = test::grainy_slope({320, 240}, 0.02);
    const Hole hole = test::disc({150, 120}, 12);
    cv::Mat spotted = truth.clone();
    spotted(hole.where).setTo(cv::Scalar::all(0), hole.mask);
    const cv::Mat mended = heal_spot(spotted, hole);

    const cv::Mat mask = mask_in(hole, {{}, truth.size()});
    const cv::Scalar light = cv::mean(mended, mask) - cv::mean(truth, mask);
    for (int c = 0; c < 3; ++c) {
        EXPECT_NEAR(light[c], 0, 0.01);
    }
    const double texture = test::fine_deviation(mended, mask) / test::fine_deviation(truth, mask);
    EXPECT_GT(texture, 0.8);
    EXPECT_LT(texture, 1.2);
    EXPECT_EQ(cv::norm(mended, truth, cv::NORM_INF, mask == 0), 0);
}

TEST(Heal, TheSourceIsFoundWhereTheSameThingIsAgain) {
    // Stripes with a period of 24 px: whole periods to the side fit, others do not.
    cv::Mat picture = test::grainy_slope({320, 240}, 0.004);
    for (int x = 0; x < picture.cols; ++x) {
        picture.col(x) += cv::Scalar::all(x % 24 < 10 ? 0.25 : 0);
    }
    const cv::Mat truth = picture.clone();
    const Hole hole = test::disc({160, 120}, 14);
    picture(hole.where).setTo(cv::Scalar::all(1), hole.mask);
    const auto offset = heal_offset(picture, hole);
    ASSERT_TRUE(offset.has_value());
    EXPECT_EQ(offset->x % 24, 0) << *offset;
    const cv::Mat mended = heal_spot(picture, hole);
    const cv::Mat mask = mask_in(hole, {{}, truth.size()});
    EXPECT_LT(cv::norm(mended, truth, cv::NORM_L2, mask) / std::sqrt(3.0 * cv::countNonZero(mask)),
              0.015);
}

TEST(Heal, NoPlaceNearIsSaid) {
    const cv::Mat picture = test::grainy_slope({60, 60}, 0.01);
    EXPECT_FALSE(heal_offset(picture, test::disc({30, 30}, 26)).has_value());
}

TEST(Heal, LargeHolesAreLookedForSmaller) {
    const cv::Mat truth = test::grainy_slope({900, 700}, 0.01);
    const Hole hole = test::disc({450, 350}, 100);
    cv::Mat spotted = truth.clone();
    spotted(hole.where).setTo(cv::Scalar::all(0), hole.mask);
    const auto offset = heal_offset(spotted, hole);
    ASSERT_TRUE(offset.has_value());
    EXPECT_GT(offset->dot(*offset), 200 * 200);
    EXPECT_EQ(*offset, *heal_offset(spotted, hole));
}

TEST(Heal, ABorderOfGrainDoesNotLeakIn) {
    // The same picture with other grain: what is added inside is light alone, which there is none.
    const cv::Size size(120, 120);
    const cv::Mat flat(size, CV_32FC3, cv::Scalar::all(0.5));
    const Hole hole = test::disc({60, 60}, 25);
    const cv::Mat mask = mask_in(hole, {{}, size});
    const cv::Mat result = healed(flat + test::grain(size, 0.03, 0, 1), flat, mask);
    cv::Mat inside;
    cv::subtract(result, flat, inside, mask);
    EXPECT_LT(cv::norm(inside, cv::NORM_L2) / std::sqrt(3.0 * cv::countNonZero(mask)), 0.005);
}

} // namespace
} // namespace kinovar::retouch
