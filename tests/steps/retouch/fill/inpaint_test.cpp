// Inpainting of films whose pixels below the hole are known.

#include "tests/steps/retouch/fill/inpaint_fixture.h"

#include <gtest/gtest.h>

namespace kinovar::retouch {
namespace {

constexpr int kFrames = 13;
constexpr int kMiddle = 6;
const cv::Size kSize(240, 180);

/// Things that move `speed` px a frame over the whole picture, all with their own details.
std::vector<cv::Mat> panned_film(const cv::Point2d& speed) {
    const cv::Size wide(kSize.width + 200, kSize.height + 100);
    cv::Mat ground = test::grainy_slope(wide, 0.12, 4) + test::grain(wide, 0.02, 1, 3);
    for (int i = 0; i < 12; ++i) {
        cv::circle(ground, {20 + 37 * i, 30 + 71 * i % 220}, 9,
                   cv::Scalar(0.8, 0.3 + 0.05 * i, 0.2), cv::FILLED, cv::LINE_AA);
    }
    std::vector<cv::Mat> frames;
    for (int n = 0; n < kFrames; ++n) {
        const cv::Matx23d from(1, 0, 100 + speed.x * (n - kMiddle), 0, 1,
                               50 + speed.y * (n - kMiddle));
        cv::Mat frame;
        cv::warpAffine(ground, frame, from, kSize, cv::INTER_CUBIC | cv::WARP_INVERSE_MAP);
        frames.push_back(frame);
    }
    return frames;
}

Inpaint by(Inpaint::Method method) {
    Inpaint inpaint;
    inpaint.method = method;
    return inpaint;
}

Fix spot_fix(Inpaint::Method method, std::int64_t first, std::int64_t last, double radius = 15) {
    Fix fix = test::disc_fix(by(method), kSize, {120, 90}, radius);
    fix.first = first;
    fix.last = last;
    fix.drawn_at = kMiddle;
    return fix;
}

cv::Mat spoiled(const cv::Mat& frame, double radius = 15) {
    cv::Mat result = frame.clone();
    cv::circle(result, {120, 90}, cvRound(radius) - 1, cv::Scalar(1, 0, 1), cv::FILLED);
    return result;
}

cv::Mat hole_mask(const Patch& patch) {
    cv::Mat mask = cv::Mat::zeros(kSize, CV_8U);
    cv::Mat(patch.cover > 0.5).copyTo(mask(patch.where));
    return mask;
}

TEST(Inpaint, RealPixelsOfTheNextFrames) {
    const std::vector<cv::Mat> truth = panned_film({3.3, -1.2});
    std::vector<cv::Mat> frames = truth;
    frames[kMiddle] = spoiled(truth[kMiddle]);
    const test::FilmPictures pictures(frames);
    const Fix fix = spot_fix(Inpaint::Method::Neighbours, kMiddle, kMiddle);
    const auto patch = test::patch_of_fix<Inpaint>(fix, frames[kMiddle], kMiddle, pictures);
    ASSERT_OK(patch);
    EXPECT_EQ(patch->note, "filled from real pixels 1 frame away");
    EXPECT_FALSE(patch->check);
    cv::Mat own = patch->origins != static_cast<int>(Origin::Neighbour);
    own.setTo(0, patch->cover < 0.5);
    EXPECT_EQ(cv::countNonZero(own), 0);
    EXPECT_GT(
        test::decibels(test::laid(frames[kMiddle], *patch), truth[kMiddle], hole_mask(*patch)), 35);
    EXPECT_EQ(pictures.pulls(kMiddle + 4), 0) << "nobody looks farther than needed";
}

TEST(Inpaint, AFaultThatStaysIsFilledFromWhereItWasUncovered) {
    // 31 px wide and 5 px a frame: what lies in its middle is seen four frames away.
    const std::vector<cv::Mat> truth = panned_film({5, 0});
    std::vector<cv::Mat> frames;
    for (const cv::Mat& frame : truth) {
        frames.push_back(spoiled(frame));
    }
    const test::FilmPictures pictures(frames);
    const Fix fix = spot_fix(Inpaint::Method::Neighbours, 0, kFrames - 1);
    const auto patch = test::patch_of_fix<Inpaint>(fix, frames[kMiddle], kMiddle, pictures);
    ASSERT_OK(patch);
    EXPECT_GT(
        test::decibels(test::laid(frames[kMiddle], *patch), truth[kMiddle], hole_mask(*patch)), 30);
    EXPECT_NE(patch->note.find("frames away"), std::string::npos) << patch->note;
}

TEST(Inpaint, LightThatChangesIsMatched) {
    const std::vector<cv::Mat> truth = panned_film({2, 1});
    std::vector<cv::Mat> frames;
    for (int n = 0; n < kFrames; ++n) {
        frames.push_back(truth[static_cast<std::size_t>(n)] +
                         cv::Scalar::all(n == kMiddle ? 0.0 : 0.03));
    }
    frames[kMiddle] = spoiled(truth[kMiddle]);
    const test::FilmPictures pictures(frames);
    const Fix fix = spot_fix(Inpaint::Method::Neighbours, kMiddle, kMiddle);
    const auto patch = test::patch_of_fix<Inpaint>(fix, frames[kMiddle], kMiddle, pictures);
    ASSERT_OK(patch);
    EXPECT_GT(
        test::decibels(test::laid(frames[kMiddle], *patch), truth[kMiddle], hole_mask(*patch)), 34);
}

TEST(Inpaint, NothingIsBroughtOverACut) {
    const std::vector<cv::Mat> truth = panned_film({2, 0});
    std::vector<cv::Mat> frames = truth;
    for (int n = 0; n < kMiddle; ++n) {
        frames[static_cast<std::size_t>(n)].setTo(cv::Scalar(0, 1, 0));
    }
    frames[kMiddle] = spoiled(truth[kMiddle]);
    test::FilmPictures pictures(frames);
    pictures.set_cut(kMiddle);
    const Fix fix = spot_fix(Inpaint::Method::Neighbours, kMiddle, kMiddle);
    const auto patch = test::patch_of_fix<Inpaint>(fix, frames[kMiddle], kMiddle, pictures);
    ASSERT_OK(patch);
    EXPECT_EQ(pictures.pulls(kMiddle - 1), 0);
    EXPECT_GT(
        test::decibels(test::laid(frames[kMiddle], *patch), truth[kMiddle], hole_mask(*patch)), 32);
}

TEST(Inpaint, WhatNoFrameShowsStaysOpenAndIsSaid) {
    // Nothing moves, and the fault is in every frame.
    const std::vector<cv::Mat> frames(kFrames, spoiled(panned_film({0, 0})[kMiddle]));
    const test::FilmPictures pictures(frames);
    const Fix real = spot_fix(Inpaint::Method::Neighbours, 0, kFrames - 1);
    const auto none = test::patch_of_fix<Inpaint>(real, frames[kMiddle], kMiddle, pictures);
    ASSERT_OK(none);
    EXPECT_TRUE(none->check);
    EXPECT_NE(none->note.find("no frame near shows"), std::string::npos) << none->note;
    EXPECT_EQ(cv::norm(test::laid(frames[kMiddle], *none), frames[kMiddle], cv::NORM_INF), 0);

    const Fix any = spot_fix(Inpaint::Method::Auto, 0, kFrames - 1);
    const auto invented = test::patch_of_fix<Inpaint>(any, frames[kMiddle], kMiddle, pictures);
    ASSERT_OK(invented);
    EXPECT_NE(invented->note.find("invented from surroundings"), std::string::npos)
        << invented->note;
    EXPECT_EQ(cv::countNonZero(invented->origins != static_cast<int>(Origin::Hand)), 0);
}

TEST(Inpaint, AFaultThatGoesWithThePictureIsNotBroughtBack) {
    // The fix is for one frame, but the thing below it is in all of them.
    const std::vector<cv::Mat> film = panned_film({2, 0});
    const test::FilmPictures pictures(film);
    const Fix real = spot_fix(Inpaint::Method::Neighbours, kMiddle, kMiddle);
    const auto same = test::patch_of_fix<Inpaint>(real, film[kMiddle], kMiddle, pictures);
    ASSERT_OK(same);
    EXPECT_TRUE(same->check);
    EXPECT_NE(same->note.find("show the same"), std::string::npos) << same->note;
    const Fix any = spot_fix(Inpaint::Method::Auto, kMiddle, kMiddle);
    const auto invented = test::patch_of_fix<Inpaint>(any, film[kMiddle], kMiddle, pictures);
    ASSERT_OK(invented);
    EXPECT_NE(invented->note.find("invented"), std::string::npos) << invented->note;
}

TEST(Inpaint, LargeInventionsWantALook) {
    const test::FilmPictures pictures(std::vector{panned_film({0, 0})[0]});
    const Fix fix = spot_fix(Inpaint::Method::Surroundings, 0, 0, 50);
    const auto patch = test::patch_of_fix<Inpaint>(fix, pictures.picture(0), 0, pictures);
    ASSERT_OK(patch);
    EXPECT_TRUE(patch->check);
    EXPECT_NE(patch->note.find("LaMa"), std::string::npos) << patch->note;
}

TEST(Inpaint, TheSameTwice) {
    const std::vector<cv::Mat> film = panned_film({3, 1});
    const test::FilmPictures pictures(film);
    for (const auto method : {Inpaint::Method::Neighbours, Inpaint::Method::Surroundings}) {
        const Fix fix = spot_fix(method, kMiddle, kMiddle);
        const auto one = test::patch_of_fix<Inpaint>(fix, film[kMiddle], kMiddle, pictures);
        const auto two = test::patch_of_fix<Inpaint>(fix, film[kMiddle], kMiddle, pictures);
        ASSERT_OK(one);
        ASSERT_OK(two);
        EXPECT_EQ(cv::norm(one->pixels, two->pixels, cv::NORM_INF), 0);
    }
}

TEST(Inpaint, AnEmptyAreaIsNothing) {
    const test::FilmPictures pictures(std::vector{panned_film({0, 0})[0]});
    Fix fix;
    fix.kind = Inpaint{};
    const auto patch = test::patch_of_fix<Inpaint>(fix, pictures.picture(0), 0, pictures);
    ASSERT_OK(patch);
    EXPECT_TRUE(patch->where.empty());
    fix.kind = Heal{};
    const auto healed = test::patch_of_fix<Heal>(fix, pictures.picture(0), 0, pictures);
    ASSERT_OK(healed);
    EXPECT_TRUE(healed->where.empty());
}

TEST(HealFix, TakesWhatTheHandPointsAt) {
    // Light falls to the right; the place pointed at lies in it, but has the same grain.
    const cv::Mat ground = test::grainy_slope(kSize, 0.03);
    const test::FilmPictures pictures(std::vector{ground});
    Heal heal;
    heal.offset = Place{60.0 / kSize.width, 20.0 / kSize.height};
    const Fix fix = test::disc_fix(heal, kSize, {90, 80}, 12);
    const auto patch = test::patch_of_fix<Heal>(fix, ground, 0, pictures);
    ASSERT_OK(patch);
    const cv::Mat mask = hole_mask(*patch);
    const cv::Mat result = test::laid(ground, *patch);
    EXPECT_NEAR(cv::mean(result, mask)[0], cv::mean(ground, mask)[0], 0.01);
    cv::Mat there;
    const cv::Matx23d from(1, 0, 60, 0, 1, 20);
    cv::warpAffine(ground, there, from, kSize, cv::INTER_NEAREST | cv::WARP_INVERSE_MAP);
    cv::Mat difference = result - there; // light alone: no grain is in it
    EXPECT_LT(test::fine_deviation(difference, mask), 0.25 * test::fine_deviation(there, mask));
}

TEST(HealFix, AnotherFrameIsNamedAsSuch) {
    const std::vector<cv::Mat> film = panned_film({0, 0});
    std::vector<cv::Mat> frames = film;
    frames[kMiddle] = spoiled(film[kMiddle]);
    const test::FilmPictures pictures(frames);
    Heal heal;
    heal.from.frame = 2;
    const Fix fix = test::disc_fix(heal, kSize, {120, 90}, 16);
    const auto patch = test::patch_of_fix<Heal>(fix, frames[kMiddle], kMiddle, pictures);
    ASSERT_OK(patch);
    EXPECT_EQ(patch->origin, Origin::Neighbour);
    EXPECT_GT(test::decibels(test::laid(frames[kMiddle], *patch), film[kMiddle], hole_mask(*patch)),
              40);
}

} // namespace
} // namespace kinovar::retouch
