#include "core/steps/retouch/brush/kinds.h"
#include "tests/steps/retouch/brush/brush_kit.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace kinovar::retouch {
namespace {

using test::HeldPictures;
using test::patch;
using test::rectangle;

constexpr std::int64_t kFrame = 5; // of test::patch()
const cv::Size kSize(400, 300);
const cv::Rect kWhere(160, 110, 80, 70);
const Source kTake{.take = 2};

Fix fix_of(Replace kind) {
    kind.from = kTake;
    Fix fix{.kind = kind};
    fix.area.marks.push_back(rectangle(kWhere, kSize));
    return fix;
}

/// Shapes and texture, without grain.
cv::Mat picture() {
    cv::Mat made;
    cv::GaussianBlur(mat_view(*test_picture(kSize.width, kSize.height)), made, {}, 1.2);
    return made;
}

/// The picture with something wrong in the place that is to be replaced.
cv::Mat wrong(const cv::Mat& truth) {
    cv::Mat made = truth.clone();
    cv::ellipse(made, {200, 145}, {30, 22}, 20, 0, 360, cv::Scalar(0.9, 0.1, 0.7), cv::FILLED);
    return made;
}

cv::Mat shifted(const cv::Mat& from, double dx, double dy, double scale = 1) {
    cv::Mat made;
    const cv::Matx23d map(scale, 0, dx + (1 - scale) * 200, 0, scale, dy + (1 - scale) * 150);
    cv::warpAffine(from, made, map, from.size(), cv::INTER_CUBIC, cv::BORDER_REFLECT);
    return made;
}

double error_inside(const Patch& made, const cv::Mat& truth) {
    const cv::Rect inner(kWhere.x + 4, kWhere.y + 4, kWhere.width - 8, kWhere.height - 8);
    return cv::norm(made.pixels(inner - made.where.tl()), truth(inner), cv::NORM_L2) /
           std::sqrt(3.0 * inner.area());
}

FramePtr frame_of(const cv::Mat& mat) {
    return frame_from_mat(mat, ColourSpec::bt709()).value();
}

TEST(Replace, FindsWhatWasMovedByAFewPixels) {
    const cv::Mat truth = picture();
    struct Move {
        double dx, dy, scale;
    };
    for (const Move& move : {Move{4, -3, 1}, Move{-7.5, 5.25, 1}, Move{2, 1, 1.03}}) {
        HeldPictures pictures;
        pictures.put(kTake, kFrame, frame_of(shifted(truth, move.dx, move.dy, move.scale)));
        const auto made = patch(fix_of({.match_colour = false}), wrong(truth), pictures);
        ASSERT_OK(made);
        EXPECT_FALSE(made->check);
        EXPECT_LT(error_inside(*made, truth), 0.012) << move.dx << ' ' << move.scale;
        const auto left =
            patch(fix_of({.align = false, .match_colour = false}), wrong(truth), pictures);
        EXPECT_GT(error_inside(*left, truth), 2 * error_inside(*made, truth));
    }
}

TEST(Replace, BringsColoursToThoseAround) {
    const cv::Mat truth = picture();
    cv::Mat other;
    truth.convertTo(other, CV_32FC3, 0.85, 0.08);
    HeldPictures pictures;
    pictures.put(kTake, kFrame, frame_of(other));
    const auto made = patch(fix_of({}), wrong(truth), pictures);
    ASSERT_OK(made);
    EXPECT_LT(error_inside(*made, truth), 0.02);
    const auto plain = patch(fix_of({.match_colour = false}), wrong(truth), pictures);
    EXPECT_EQ(error_inside(*plain, other), 0);
}

TEST(Replace, HasASoftSeamAndSaysWhereItIsFrom) {
    const cv::Mat truth = picture();
    HeldPictures pictures;
    pictures.put(kTake, kFrame, frame_of(truth));
    const auto made = patch(fix_of({}), wrong(truth), pictures);
    ASSERT_OK(made);
    const cv::Point middle = (kWhere.tl() + kWhere.br()) / 2 - made->where.tl();
    EXPECT_FLOAT_EQ(made->cover.at<float>(middle), 1);
    EXPECT_NEAR(made->cover.at<float>(middle.y, kWhere.x - made->where.x), 0.5, 0.15);
    EXPECT_EQ(made->cover.at<float>(0, 0), 0);
    EXPECT_EQ(made->origin, Origin::Scan);
    EXPECT_FALSE(made->check);
}

TEST(Replace, SaysWhenPicturesAreNotAlike) {
    cv::Mat noise(kSize, CV_32FC3);
    cv::RNG(3).fill(noise, cv::RNG::UNIFORM, 0, 1);
    HeldPictures pictures;
    pictures.put(kTake, kFrame, frame_of(noise));
    const auto made = patch(fix_of({}), picture(), pictures);
    ASSERT_OK(made);
    EXPECT_TRUE(made->check);
    EXPECT_FALSE(made->note.empty());
}

} // namespace
} // namespace kinovar::retouch
