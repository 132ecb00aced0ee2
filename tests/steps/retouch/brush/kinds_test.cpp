#include "core/image/luma.h"
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
const cv::Size kSize(320, 240);
const cv::Rect kWhere(100, 80, 60, 50);

Fix fix_of(Kind kind) {
    Fix fix{.kind = std::move(kind)};
    fix.area.marks.push_back(rectangle(kWhere, kSize));
    return fix;
}

cv::Mat picture(int n = 0) {
    return mat_view(*test_picture(kSize.width, kSize.height, n)).clone();
}

FramePtr frame(int n) {
    return test_picture(kSize.width, kSize.height, n);
}

TEST(Paint, NormalIsTheColour) {
    const auto made =
        patch(fix_of(Paint{.colour = {0.1, 0.5, 0.9}, .grain = false}), picture(), HeldPictures());
    ASSERT_OK(made);
    EXPECT_EQ(made->where, kWhere);
    EXPECT_EQ(made->origin, Origin::Hand);
    EXPECT_EQ(made->pixels.at<cv::Vec3f>(7, 9), cv::Vec3f(0.1F, 0.5F, 0.9F));
    EXPECT_EQ(cv::countNonZero(made->cover != 1), 0);
}

TEST(Paint, LightenAndDarkenKeepWhatIsBeyond) {
    const cv::Mat below = picture();
    for (const auto mode : {Paint::Mode::Lighten, Paint::Mode::Darken}) {
        const auto made =
            patch(fix_of(Paint{.colour = {0.5, 0.5, 0.5}, .mode = mode, .grain = false}), below,
                  HeldPictures());
        ASSERT_OK(made);
        const cv::Mat half(kWhere.size(), CV_32FC3, cv::Scalar::all(0.5));
        const cv::Mat wanted = mode == Paint::Mode::Lighten ? cv::max(below(kWhere), half)
                                                            : cv::min(below(kWhere), half);
        EXPECT_EQ(cv::norm(made->pixels, wanted, cv::NORM_INF), 0);
    }
}

TEST(Paint, ColourLeavesTheLumaAlone) {
    const cv::Mat below = picture();
    const auto made = patch(fix_of(Paint{.colour = {0.9, 0.1, 0.2}, .mode = Paint::Mode::Colour}),
                            below, HeldPictures());
    ASSERT_OK(made);
    const LumaWeights weights = luma_weights(Matrix::Bt709);
    const cv::Matx13d sum(weights.red, weights.green, weights.blue);
    cv::Mat before;
    cv::Mat after;
    cv::transform(below(kWhere), before, sum);
    cv::transform(made->pixels, after, sum);
    EXPECT_LT(cv::norm(before, after, cv::NORM_INF), 1e-5);
    // Reddish, and nothing that clipping would change.
    cv::Scalar mean = cv::mean(made->pixels);
    EXPECT_GT(mean[0], mean[2] + 0.05);
    double low = 0;
    double high = 0;
    cv::minMaxLoc(made->pixels.reshape(1), &low, &high);
    EXPECT_GT(low, -1e-5);
    EXPECT_LT(high, 1 + 1e-5);
}

TEST(Paint, KeepsTheGrainAround) {
    // A shaded picture with grain that neighbours share, as films have.
    cv::Mat below(kSize, CV_32FC3);
    for (int y = 0; y < kSize.height; ++y) {
        below.row(y).setTo(cv::Scalar::all(0.3 + 0.2 * y / kSize.height));
    }
    cv::Mat noise(kSize, CV_32FC3);
    cv::RNG(11).fill(noise, cv::RNG::NORMAL, 0, 0.06);
    cv::GaussianBlur(noise, noise, {}, 0.8);
    const cv::Mat grainy = below + noise;
    // What lies below the paint does not show.
    cv::Mat scratched = grainy.clone();
    scratched(cv::Rect(kWhere.x + 20, kWhere.y, 3, kWhere.height)).setTo(cv::Scalar::all(1));

    const Fix fix = fix_of(Paint{.colour = {0.4, 0.4, 0.4}});
    const auto made = patch(fix, scratched, HeldPictures());
    ASSERT_OK(made);
    cv::Scalar mean;
    cv::Scalar sigma;
    cv::meanStdDev(made->pixels, mean, sigma);
    EXPECT_NEAR(mean[0], 0.4, 0.01);
    cv::Scalar around;
    cv::meanStdDev(noise, cv::noArray(), around);
    EXPECT_NEAR(sigma[0] / around[0], 1, 0.2);
    // Neighbouring pixels go together as they do in the picture.
    const auto alike = [](const cv::Mat& grain, double average) {
        cv::Mat a;
        cv::Mat b;
        cv::extractChannel(grain.colRange(0, grain.cols - 1), a, 1);
        cv::extractChannel(grain.colRange(1, grain.cols), b, 1);
        cv::Mat sigma_a;
        cv::Mat mean_a;
        cv::meanStdDev(a, mean_a, sigma_a);
        return cv::mean((a - average).mul(b - average))[0] /
               (sigma_a.at<double>(0) * sigma_a.at<double>(0));
    };
    EXPECT_NEAR(alike(made->pixels, mean[1]), alike(noise, 0), 0.15);
    // The same grain again for the same frame; none on a clean picture.
    const auto again = patch(fix, scratched, HeldPictures());
    EXPECT_EQ(cv::norm(made->pixels, again->pixels, cv::NORM_INF), 0);
    const auto clean = patch(fix, below, HeldPictures());
    cv::meanStdDev(clean->pixels, cv::noArray(), sigma);
    EXPECT_LT(sigma[0], 0.001);
}

TEST(Clone, WholePixelsAreCopiedBitForBit) {
    const cv::Mat below = picture();
    const Fix fix = fix_of(Clone{.offset = {30.0 / kSize.width, -20.0 / kSize.height}});
    const auto made = patch(fix, below, HeldPictures());
    ASSERT_OK(made);
    EXPECT_EQ(made->where, kWhere);
    EXPECT_EQ(cv::norm(made->pixels, below(kWhere + cv::Point(30, -20)), cv::NORM_INF), 0);
    EXPECT_EQ(made->origin, Origin::Hand);
    EXPECT_TRUE(made->origins.empty());
}

TEST(Clone, PartsOfPixelsAreInterpolated) {
    // A smooth wave, so that the truth between pixels is known.
    cv::Mat below(kSize, CV_32FC3);
    const auto wave = [](double x, double y) {
        return static_cast<float>(0.5 + 0.3 * std::sin(x * 0.4) * std::cos(y * 0.3));
    };
    for (int y = 0; y < kSize.height; ++y) {
        for (int x = 0; x < kSize.width; ++x) {
            below.at<cv::Vec3f>(y, x) = cv::Vec3f::all(wave(x, y));
        }
    }
    const Fix fix = fix_of(Clone{.offset = {12.5 / kSize.width, 7.25 / kSize.height}});
    const auto made = patch(fix, below, HeldPictures());
    ASSERT_OK(made);
    for (int y = 0; y < kWhere.height; y += 7) {
        for (int x = 0; x < kWhere.width; x += 7) {
            EXPECT_NEAR(made->pixels.at<cv::Vec3f>(y, x)[0],
                        wave(kWhere.x + x + 12.5, kWhere.y + y + 7.25), 0.005);
        }
    }
}

TEST(Clone, NothingIsCopiedFromOutsideThePicture) {
    const Fix fix = fix_of(Clone{.offset = {-130.0 / kSize.width, 0}});
    const auto made = patch(fix, picture(), HeldPictures());
    ASSERT_OK(made);
    EXPECT_EQ(made->where, cv::Rect(130, 80, 30, 50)); // from x = 0 on
    const auto none = patch(fix_of(Clone{.offset = {2, 0}}), picture(), HeldPictures());
    ASSERT_OK(none);
    EXPECT_TRUE(none->where.empty());
}

TEST(Clone, OtherFramesSayWhereTheyComeFrom) {
    HeldPictures pictures;
    pictures.put({.frame = -2}, kFrame, frame(3));
    const auto made = patch(fix_of(Clone{.from = {.frame = -2}}), picture(), pictures);
    ASSERT_OK(made);
    EXPECT_EQ(cv::norm(made->pixels, mat_view(*frame(3))(kWhere), cv::NORM_INF), 0);
    EXPECT_EQ(made->origin, Origin::Neighbour);
    // A frame that a model has touched: each pixel keeps what it is.
    auto mixed = std::make_shared<Frame>(*frame(3));
    auto plane = std::make_shared<OriginPlane>();
    plane->width = kSize.width;
    plane->height = kSize.height;
    plane->pixels.assign(static_cast<std::size_t>(kSize.area()), Origin::Scan);
    plane->pixels[static_cast<std::size_t>(85 * kSize.width + 110)] = Origin::Model;
    mixed->set_origin(plane);
    pictures.put({.frame = -2}, kFrame, mixed);
    const auto told = patch(fix_of(Clone{.from = {.frame = -2}}), picture(), pictures);
    ASSERT_OK(told);
    ASSERT_FALSE(told->origins.empty());
    EXPECT_EQ(told->origins.at<std::uint8_t>(5, 10), static_cast<int>(Origin::Model));
    EXPECT_EQ(told->origins.at<std::uint8_t>(5, 11), static_cast<int>(Origin::Neighbour));
    // Beyond the film's end.
    EXPECT_FALSE(patch(fix_of(Clone{.from = {.frame = 9}}), picture(), pictures));
}

TEST(Clone, TheOffsetTurnsWithThePlace) {
    const cv::Mat below = picture();
    Placement turned; // a quarter about 100, 100
    turned.to_now = {0, -1, 200, 1, 0, 0};
    const auto made =
        patch(fix_of(Clone{.offset = {20.0 / kSize.width, 0}}), below, HeldPictures(), turned);
    ASSERT_OK(made);
    EXPECT_EQ(cv::norm(made->pixels, below(made->where + cv::Point(0, 20)), cv::NORM_INF), 0);
}

TEST(Reveal, IsTheStageBitForBit) {
    HeldPictures pictures;
    pictures.put({.stage = "scan"}, kFrame, frame(8));
    const auto made = patch(fix_of(Reveal{}), picture(), pictures);
    ASSERT_OK(made);
    EXPECT_EQ(made->where, kWhere);
    EXPECT_EQ(cv::norm(made->pixels, mat_view(*frame(8))(kWhere), cv::NORM_INF), 0);
    EXPECT_EQ(made->origin, Origin::Scan);
    EXPECT_FALSE(patch(fix_of(Reveal{.stage = "dust"}), picture(), pictures));
    pictures.put({.stage = "dust"}, kFrame, test_picture(100, 100));
    EXPECT_FALSE(patch(fix_of(Reveal{.stage = "dust"}), picture(), pictures));
}

} // namespace
} // namespace kinovar::retouch
