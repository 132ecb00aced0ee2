#include "core/steps/measure/global_motion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

namespace kinovar::steps {
namespace {

constexpr int kWidth = 320;
constexpr int kHeight = 240;

double scene(double x, double y) {
    double value = 0;
    for (int wave = 1; wave <= 14; ++wave) {
        const double angle = 2.4 * wave;
        const double number = 0.02 + 0.025 * wave;
        value += std::sin(number * (x * std::cos(angle) + y * std::sin(angle)) + wave) / wave;
    }
    return 120 + 45 * value;
}

using Picture = std::function<double(double x, double y)>;

MotionPicture picture_of(const Picture& picture, double noise, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> grain(0, noise);
    std::vector<std::uint8_t> luma(kWidth * kHeight);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            const double value = picture(x, y) + (noise > 0 ? grain(random) : 0);
            luma[static_cast<std::size_t>(y) * kWidth + static_cast<std::size_t>(x)] =
                static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
        }
    }
    return MotionPicture(luma, kWidth, kHeight);
}

TEST(GlobalMotion, FindsShiftsToAFewHundredthsOfAPixel) {
    const MotionPicture a = picture_of(scene, 4, 1);
    for (const auto& [dx, dy] :
         {std::pair(0.0, 0.0), std::pair(0.4, -0.7), std::pair(3.3, 1.25), std::pair(-12.6, 7.1)}) {
        const MotionPicture b =
            picture_of([dx, dy](double x, double y) { return scene(x - dx, y - dy); }, 4, 2);
        const PictureMotion motion = measure_motion(a, b, nullptr);
        EXPECT_NEAR(motion.dx, dx, 0.05);
        EXPECT_NEAR(motion.dy, dy, 0.05);
        EXPECT_GT(motion.matched, 0.3);
    }
}

TEST(GlobalMotion, MeasuringTwiceGivesTheSame) {
    // Two levels of this size suit the Fourier transform, which may then work in its input.
    const MotionPicture a = picture_of(scene, 4, 1);
    const MotionPicture b =
        picture_of([](double x, double y) { return scene(x - 3.3, y - 1.25); }, 4, 2);
    const std::vector<float> before = a.levels()[1].value;
    const PictureMotion first = measure_motion(a, b, nullptr);
    const PictureMotion second = measure_motion(a, b, nullptr);
    EXPECT_EQ(first.dx, second.dx);
    EXPECT_EQ(first.dy, second.dy);
    EXPECT_EQ(first.residual, second.residual);
    EXPECT_TRUE(a.levels()[1].value == before);
}

TEST(GlobalMotion, FindsGainUnderGrainWithoutABias) {
    const MotionPicture a = picture_of(scene, 8, 1);
    double sum = 0;
    constexpr int kTimes = 6;
    for (unsigned i = 0; i < kTimes; ++i) {
        const MotionPicture b =
            picture_of([](double x, double y) { return 1.04 * scene(x, y); }, 8, 10 + i);
        sum += measure_motion(a, b, nullptr).light[0] / kTimes;
    }
    EXPECT_NEAR(sum, std::log(1.04), 0.001);
}

TEST(GlobalMotion, FindsUnevenLight) {
    const auto tilt = [](double x) { return 0.03 * std::cos(M_PI * (x + 0.5) / kWidth); };
    const MotionPicture a = picture_of(scene, 3, 1);
    const MotionPicture b =
        picture_of([&](double x, double y) { return std::exp(tilt(x)) * scene(x, y); }, 3, 2);
    const PictureMotion motion = measure_motion(a, b, nullptr);
    EXPECT_NEAR(motion.light[0], 0, 0.002);
    EXPECT_NEAR(motion.light[1], 0.03, 0.005);
    EXPECT_NEAR(motion.light[4], 0, 0.004);
}

TEST(GlobalMotion, FindsLiftedBlacks) {
    const MotionPicture a = picture_of(scene, 2, 1);
    const MotionPicture b =
        picture_of([](double x, double y) { return 20 + scene(x, y) * (255.0 - 20) / 255; }, 2, 2);
    const PictureMotion motion = measure_motion(a, b, nullptr);
    for (const double grey : {70.0, 120.0, 170.0}) {
        const double place = grey / kToneStep;
        const auto low = static_cast<std::size_t>(place);
        const double share = place - static_cast<double>(low);
        const double change = grey * std::expm1(motion.light[0]) + motion.tone[low] * (1 - share) +
                              motion.tone[low + 1] * share;
        EXPECT_NEAR(change, 20 - grey * 20 / 255, 2) << grey;
    }
}

TEST(GlobalMotion, TheBackgroundDecidesNotAWalker) {
    const auto with_walker = [](double walk, double camera) {
        return [walk, camera](double x, double y) {
            const double from = 110 + walk;
            return x > from && x < from + 90 && y > 50 ? scene(3 * (x - walk), 200 - 2 * y)
                                                       : scene(x - camera, y);
        };
    };
    const MotionPicture a = picture_of(with_walker(0, 0), 3, 1);
    const MotionPicture b = picture_of(with_walker(5, 0.6), 3, 2);
    const PictureMotion motion = measure_motion(a, b, nullptr);
    EXPECT_NEAR(motion.dx, 0.6, 0.1);
    EXPECT_NEAR(motion.dy, 0, 0.1);
}

TEST(GlobalMotion, FlatPicturesStay) {
    const auto grey = [](double, double) { return 100; };
    for (unsigned i = 1; i <= 6; ++i) {
        const PictureMotion motion = measure_motion(picture_of(grey, 1.5 * i, 2 * i),
                                                    picture_of(grey, 1.5 * i, 2 * i + 1), nullptr);
        EXPECT_EQ(motion.dx, 0) << i;
        EXPECT_EQ(motion.dy, 0) << i;
        EXPECT_NEAR(motion.light[0], 0, 0.003) << i;
    }
}

} // namespace
} // namespace kinovar::steps
