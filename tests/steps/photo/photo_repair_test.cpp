#include "core/media/picture_file.h"
#include "core/steps/photo/bridge_fill.h"
#include "core/steps/photo/crack_trace.h"
#include "core/steps/photo/exemplar_fill.h"
#include "core/steps/photo/photo_damage.h"
#include "core/steps/photo/photo_repair.h"
#include "tests/steps/photo/photo_clips.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace kinovar::steps {
namespace {

using test::difference;
using test::frame_of;
using test::stepped;

/// A grainy scene of two soft areas and a striped one.
cv::Mat scene() {
    cv::Mat picture(320, 400, CV_32FC3, cv::Scalar::all(0.35));
    cv::rectangle(picture, {0, 200}, {399, 319}, cv::Scalar::all(0.5), cv::FILLED);
    cv::GaussianBlur(picture, picture, {}, 6);
    for (int x = 260; x < 380; x += 8) {
        cv::rectangle(picture, {x, 40}, {x + 3, 140}, cv::Scalar::all(0.75), cv::FILLED);
    }
    cv::Mat grain(picture.size(), CV_32F);
    cv::RNG random(7);
    random.fill(grain, cv::RNG::NORMAL, 0, 0.012);
    cv::Mat three;
    cv::merge(std::vector<cv::Mat>(3, grain), three);
    return picture + three;
}

std::vector<std::pair<cv::Point, cv::Point>> cracks() {
    return {{{10, 20}, {240, 300}}, {{20, 250}, {390, 180}}, {{150, 5}, {120, 310}}};
}

cv::Mat crack_mask(int width) {
    cv::Mat mask = cv::Mat::zeros(320, 400, CV_8U);
    for (const auto& [from, to] : cracks()) {
        cv::line(mask, from, to, 255, width);
    }
    return mask;
}

FramePtr cracked() {
    cv::Mat picture = scene();
    picture.setTo(cv::Scalar::all(0.93), crack_mask(2));
    return frame_of(picture);
}

TEST(PhotoRepair, CracksAreMendedAndTheRestIsUntouched) {
    const FramePtr whole = frame_of(scene());
    const FramePtr broken = cracked();
    const FramePtr mended = stepped(photo_repair_step_type(), "", broken);
    const cv::Mat mask = crack_mask(2);
    EXPECT_GT(difference(*broken, *whole, mask), 80);
    EXPECT_LT(difference(*mended, *whole, mask), 12);
    ASSERT_NE(mended->origin(), nullptr);
    const cv::Mat filled(mended->height(), mended->width(), CV_8U,
                         const_cast<Origin*>(mended->origin()->pixels.data()));
    const cv::Mat kept = filled == static_cast<int>(Origin::Scan);
    EXPECT_EQ(difference(*mended, *broken, kept), 0);
    EXPECT_GT(cv::mean(filled != static_cast<int>(Origin::Scan), mask)[0], 0.95 * 255);
    // Stripes of the scene are as bright and thin, but no crack.
    EXPECT_LT(cv::mean(filled != static_cast<int>(Origin::Scan))[0], 0.12 * 255);
    EXPECT_EQ(
        cv::countNonZero(filled(cv::Rect(275, 50, 100, 80)) != static_cast<int>(Origin::Scan)), 0);
}

TEST(PhotoRepair, AnUndamagedPictureComesBackAsItIs) {
    const FramePtr whole = frame_of(scene());
    EXPECT_EQ(stepped(photo_repair_step_type(), "", whole), whole);
}

TEST(PhotoRepair, DelicatePlacesKeepWhatOnlyLiesInThem) {
    cv::Mat picture = scene();
    picture.setTo(cv::Scalar::all(0.93), crack_mask(2));
    cv::line(picture, {60, 270}, {90, 262}, cv::Scalar::all(0.93), 2); // a catchlight, say
    const cv::Rect eye(50, 250, 50, 30);
    const PhotoDamage all = find_damage(picture, {});
    const PhotoDamage careful = find_damage(picture, {.delicate = {eye}});
    ASSERT_TRUE(all.damaged);
    ASSERT_TRUE(careful.damaged);
    EXPECT_EQ(careful.mask.at<std::uint8_t>(266, 75), 0);
}

TEST(PhotoRepair, FillingGoesOnWithLinesAndStops) {
    cv::Mat picture(80, 120, CV_32FC3, cv::Scalar::all(0.3));
    cv::rectangle(picture, {0, 40}, {119, 79}, cv::Scalar::all(0.7), cv::FILLED);
    const cv::Mat whole = picture.clone();
    cv::Mat mask = cv::Mat::zeros(picture.size(), CV_8U);
    cv::rectangle(mask, {57, 10}, {63, 70}, 255, cv::FILLED);
    picture.setTo(cv::Scalar::all(1), mask);
    cv::Mat broken = picture.clone();
    ASSERT_TRUE(fill_by_example(picture, mask, {}));
    EXPECT_LT(cv::norm(picture, whole, cv::NORM_L1, mask) / cv::countNonZero(mask) / 3, 0.03);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(fill_by_example(broken, mask, stop.get_token()));
}

TEST(PhotoRepair, CracksAreFollowedAlongDarkLinesAndEndWhereNothingIs) {
    cv::Mat luma(120, 200, CV_32F, cv::Scalar::all(150));
    cv::line(luma, {60, 56}, {130, 56}, cv::Scalar::all(40), 3); // a brow
    cv::line(luma, {20, 60}, {130, 60}, cv::Scalar::all(240), 3);
    cv::Mat found = cv::Mat::zeros(luma.size(), CV_8U);
    cv::line(found, {20, 60}, {50, 60}, 255);
    const std::vector<CrackEnd> ends = ends_of(found, 12, 100);
    ASSERT_EQ(ends.size(), 2U);
    const cv::Mat traced = trace_cracks(bright_detail(luma, 1), ends, {.unit = 1, .faintest = 5});
    EXPECT_GT(cv::mean(traced(cv::Rect(60, 60, 60, 1)))[0], 0.9 * 255);
    EXPECT_EQ(cv::countNonZero(traced(cv::Rect(60, 54, 70, 4))), 0);
    EXPECT_EQ(cv::countNonZero(traced(cv::Rect(140, 0, 60, 120))), 0);
}

TEST(PhotoRepair, FeaturesStayWhereACrackIsFollowedIntoThem) {
    cv::Mat picture = scene();
    picture.setTo(cv::Scalar::all(0.93), crack_mask(2));
    const cv::Rect eye(330, 175, 70, 30); // at the end of the second crack
    const PhotoDamage all = find_damage(picture, {});
    const PhotoDamage careful = find_damage(picture, {.delicate = {eye}, .features = {eye}});
    ASSERT_TRUE(careful.damaged);
    EXPECT_GE(cv::countNonZero(all.mask(eye)), cv::countNonZero(careful.mask(eye)));
    EXPECT_GT(all.narrow, 0);
}

TEST(PhotoRepair, NarrowDamageIsBridgedAlongASlantingEdge) {
    cv::Mat whole(80, 120, CV_32FC3, cv::Scalar::all(0.3));
    cv::fillConvexPoly(whole, std::vector<cv::Point>{{0, 10}, {119, 70}, {119, 79}, {0, 79}},
                       cv::Scalar::all(0.7));
    cv::Mat mask = cv::Mat::zeros(whole.size(), CV_8U);
    cv::rectangle(mask, {58, 0}, {61, 79}, 255, cv::FILLED);
    cv::rectangle(mask, {10, 20}, {40, 50}, 255, cv::FILLED);
    cv::Mat picture = whole.clone();
    picture.setTo(cv::Scalar::all(1), mask);
    const cv::Rect crack(58, 0, 4, 80);
    bridge_narrow(picture, mask, 9);
    EXPECT_EQ(cv::countNonZero(mask(crack)), 0);
    EXPECT_LT(cv::norm(picture(crack), whole(crack), cv::NORM_L1) / crack.area() / 3, 0.02);
    EXPECT_NE(mask.at<std::uint8_t>(35, 25), 0); // too wide
}

TEST(PhotoRepair, RealPrints) {
    KINOVAR_NEEDS_SHARED(folder, "data/portraits/stills");
    for (const char* name : {"scr_boy.jpg", "scr_couple.jpg"}) {
        const auto print = media::read_picture(folder / name);
        ASSERT_OK(print);
        EXPECT_TRUE(find_damage(mat_view(**print), {}).damaged) << name;
    }
    for (const char* name :
         {"official_sen_john-thune.jpg", "official_gov_david-ige.jpg", "paint_mona_lisa.jpg",
          "old_colour_glasses.jpg", "bw_mother_1936.jpg", "official_sen_raphael-warnock.jpg"}) {
        const auto print = media::read_picture(folder / name);
        ASSERT_OK(print);
        EXPECT_FALSE(find_damage(mat_view(**print), {}).damaged) << name;
    }
}

} // namespace
} // namespace kinovar::steps
