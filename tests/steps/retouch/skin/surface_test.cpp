#include "core/steps/retouch/skin/missing.h"
#include "core/steps/retouch/skin/surface.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace kinovar::retouch {
namespace {

const cv::Rect kBox(40, 30, 120, 100);

double alike(const cv::Mat& a, const cv::Mat& b) {
    return a.dot(b) / std::sqrt(a.dot(a) * b.dot(b));
}

TEST(Surface, NoiseGoesWithItAndLivesALittle) {
    Surface moved;
    moved.to_now = {1, 0, 7, 0, 1, -4};
    const cv::Rect there = kBox + cv::Point(7, -4);
    const auto first = noise_on(surface_map(kBox, {}), kBox.tl(), 0, 9);
    const auto next = noise_on(surface_map(there, moved), there.tl(), 1, 9);
    // Most of it is the same on the face, and some is new, as grain is.
    EXPECT_GT(alike(first.fine, next.fine), 0.75);
    EXPECT_LT(alike(first.fine, next.fine), 0.95);
    EXPECT_GT(alike(first.middle, next.middle), 0.75);
    const auto still = noise_on(surface_map(there, {}), there.tl(), 1, 9);
    EXPECT_LT(std::abs(alike(first.fine, still.fine)), 0.2);
}

TEST(Surface, NoiseDependsOnSeedAndFrameAlone) {
    const cv::Mat map = surface_map(kBox, {});
    EXPECT_EQ(cv::norm(noise_on(map, kBox.tl(), 3, 9).fine, noise_on(map, kBox.tl(), 3, 9).fine),
              0);
    EXPECT_LT(
        std::abs(alike(noise_on(map, kBox.tl(), 3, 9).fine, noise_on(map, kBox.tl(), 3, 10).fine)),
        0.2);
}

TEST(Surface, PointsAreHeardWhereTheyAre) {
    Surface bent;
    for (int y = 0; y <= 100; y += 10) {
        for (int x = 0; x <= 120; x += 10) {
            bent.then.emplace_back(40.0F + static_cast<float>(x), 30.0F + static_cast<float>(y));
            bent.now.push_back(bent.then.back() + cv::Point2f(5, 0));
        }
    }
    const cv::Mat map = surface_map(kBox, bent);
    EXPECT_NEAR(map.at<cv::Vec2f>(50, 60)[0], 40 + 60 - 5, 0.2);
    EXPECT_NEAR(map.at<cv::Vec2f>(50, 60)[1], 30 + 50, 0.2);
}

TEST(Missing, RealTextureComesBackOnceAndNotTwice) {
    cv::Mat real(100, 120, CV_32F);
    cv::RNG(4).fill(real, cv::RNG::NORMAL, 0, 2);
    const cv::Mat base(real.size(), CV_32F, cv::Scalar(120));
    const cv::Mat whole = base + real;
    const cv::Mat texture = finest_of(whole);
    // Nothing is missing where it is all there …
    EXPECT_LT(cv::norm(real_to_add(whole, texture), cv::NORM_INF), 0.1);
    // … all of it where there is none, and the rest where half of it is left.
    EXPECT_LT(cv::norm(base + real_to_add(base, texture), base + texture, cv::NORM_INF), 0.2);
    const cv::Mat half = base + 0.5 * real;
    const cv::Mat now = half + real_to_add(half, texture);
    EXPECT_LT(cv::norm(finest_of(now), texture, cv::NORM_L2) / cv::norm(texture), 0.15);
}

TEST(Missing, NoiseIsNotAddedWhereThereIsTexture) {
    cv::Mat luma(100, 240, CV_32F, cv::Scalar(120));
    cv::Mat rough = luma.colRange(120, 240);
    cv::RNG(4).fill(rough, cv::RNG::NORMAL, 120, 4);
    const cv::Rect all({0, 0}, luma.size());
    const cv::Mat added =
        noise_to_add(luma, noise_on(surface_map(all, {}), {0, 0}, 0, 1), {1, 0.6});
    EXPECT_GT(cv::norm(added.colRange(10, 90), cv::NORM_L2), 10);
    EXPECT_LT(cv::norm(added.colRange(160, 230), cv::NORM_INF), 0.01);
    const cv::Mat black(100, 240, CV_32F, cv::Scalar(8));
    EXPECT_EQ(cv::norm(noise_to_add(black, noise_on(surface_map(all, {}), {0, 0}, 0, 1), {1, 0.6})),
              0);
}

TEST(Missing, NoiseIsCapped) {
    const TextureLevels wanted = noise_wanted({9, 9}, 1);
    EXPECT_LE(wanted.fine, kMostNoise.fine);
    EXPECT_LE(wanted.middle, kMostNoise.middle);
    EXPECT_EQ(noise_wanted({9, 9}, 0).fine, 0);
}

} // namespace
} // namespace kinovar::retouch
