#include "core/steps/colourise/engine/ab_colour.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kinovar::colourise {
namespace {

double luma_of(const Rgb& colour) {
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2];
}

TEST(AbColour, KnowsCieColours) {
    // Lindbloom's calculator, sRGB and D65.
    const Ab red = ab_of({1, 0, 0});
    EXPECT_NEAR(red.a, 80.09, 0.05);
    EXPECT_NEAR(red.b, 67.20, 0.05);
    const Ab blue = ab_of({0, 0, 1});
    EXPECT_NEAR(blue.a, 79.19, 0.05);
    EXPECT_NEAR(blue.b, -107.86, 0.05);
    EXPECT_NEAR(lightness_of_luma(0.5F), 53.39, 0.01);
}

TEST(AbColour, GreysHaveNoChroma) {
    for (float grey = 0; grey <= 1; grey += 0.01F) {
        const Ab ab = ab_of({grey, grey, grey});
        EXPECT_NEAR(ab.a, 0, 2e-3);
        EXPECT_NEAR(ab.b, 0, 2e-3);
        EXPECT_NEAR(luma_of_lightness(lightness_of_luma(grey)), grey, 2e-6);
    }
}

TEST(AbColour, ColoursComeBackFromLumaAndChroma) {
    constexpr int kSteps = 10;
    for (int i = 0; i < (kSteps + 1) * (kSteps + 1) * (kSteps + 1); ++i) {
        const Rgb colour{static_cast<float>(i % (kSteps + 1)) / kSteps,
                         static_cast<float>(i / (kSteps + 1) % (kSteps + 1)) / kSteps,
                         static_cast<float>(i / (kSteps + 1) / (kSteps + 1)) / kSteps};
        const auto luma = static_cast<float>(luma_of(colour));
        const Rgb back = colour_of(luma, ab_of(colour));
        for (std::size_t c = 0; c < 3; ++c) {
            EXPECT_NEAR(back[c], colour[c], 1e-3)
                << colour[0] << ' ' << colour[1] << ' ' << colour[2];
        }
    }
}

TEST(AbColour, LumaHoldsForAnyChroma) {
    for (float luma = 0; luma <= 1; luma += 0.05F) {
        for (float a = -128; a <= 127; a += 15) {
            for (float b = -128; b <= 127; b += 15) {
                const Rgb colour = colour_of(luma, {a, b});
                EXPECT_NEAR(luma_of(colour), luma, 3e-7);
                for (const float value : colour) {
                    EXPECT_GE(value, -1e-6F);
                    EXPECT_LE(value, 1 + 1e-6F);
                }
            }
        }
    }
}

TEST(AbColour, GamutIsWhereChromaIsKept) {
    EXPECT_TRUE(in_gamut(0.5F, {10, 10}));
    EXPECT_FALSE(in_gamut(0.02F, {80, 60}));
    EXPECT_FALSE(in_gamut(0.98F, {0, -60}));
    EXPECT_FALSE(in_gamut(1.1F, {1, 0}));
    const Ab kept = ab_of(colour_of(0.4F, {20, -15}));
    EXPECT_NEAR(kept.a, 20, 0.1);
    EXPECT_NEAR(kept.b, -15, 0.1);
}

} // namespace
} // namespace kinovar::colourise
