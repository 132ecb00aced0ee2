// Yellowed prints.

#include "core/steps/colourise/global/stain_estimate.h"
#include "tests/steps/colourise/global/global_pictures.h"

#include <gtest/gtest.h>

namespace kinovar::steps {
namespace {

using namespace test;

constexpr int kSide = 200;

/// Behind an old base: densities for R, G, B.
FramePtr stained(const Frame& frame, const std::array<double, 3>& densities = {.02, .07, .22}) {
    return mapped(frame, [&](const Rgb& pixel) {
        Rgb result;
        for (std::size_t c = 0; c < result.size(); ++c) {
            const double light = linear_from_encoded(Transfer::Srgb, pixel[c]);
            result[c] = encoded_from_linear(
                Transfer::Srgb, static_cast<float>(light * std::pow(10, -densities[c])));
        }
        return result;
    });
}

FramePtr ramp(float r, float g, float b) {
    return drawn(64, 64, [=](int x, int y) {
        const float grey = static_cast<float>(x + y) / 126;
        return Rgb{r * grey, g * grey, b * grey};
    });
}

TEST(Deyellow, MakesWhitesWhiteAgainAndKeepsBlacks) {
    const FramePtr old = stained(*ramp(1, 1, 1));
    const FramePtr clean = frame_behind("deyellow:strength=1", clip_of({old}, "white"));
    ASSERT_TRUE(clean);
    const Rgb was = pixel_of(*old, 56, 56);
    const Rgb light = pixel_of(*clean, 56, 56);
    EXPECT_GT(was[0] - was[2], 0.15F);
    EXPECT_LT(std::abs(light[0] - light[2]), 0.03F);
    const Rgb black_was = pixel_of(*old, 0, 1);
    const Rgb black = pixel_of(*clean, 0, 1);
    for (std::size_t c = 0; c < black.size(); ++c) {
        EXPECT_NEAR(black[c], black_was[c], 0.01);
    }
}

TEST(Deyellow, KeepsLumaUnlessItIsToLift) {
    const FramePtr old = stained(*ramp(1, 1, 1));
    const auto film = clip_of({old}, "luma");
    EXPECT_LT(luma_difference(*frame_behind("deyellow", film), *old), 1e-5);
    EXPECT_GT(luma_difference(*frame_behind("deyellow:luma=lifted", film), *old), 0.005);
}

TEST(Deyellow, TakesStainsOffPhotographs) {
    KINOVAR_NEEDS_SHARED(folder, "data/train/gb82_cc0");
    double before = 0;
    double after = 0;
    for (const char* name : {"house.png", "mies.png", "city.png", "dog.png", "mc1.png"}) {
        const FramePtr sound = photograph(folder / name, kSide);
        const FramePtr old = stained(*sound);
        const FramePtr clean =
            frame_behind("deyellow:strength=1,luma=lifted", clip_of({old}, name));
        ASSERT_TRUE(clean);
        before += colour_distance(*old, *sound);
        after += colour_distance(*clean, *sound);
    }
    EXPECT_LT(after, 0.6 * before);
}

TEST(Deyellow, LeavesSunsetsLampsAndCleanPicturesAlone) {
    KINOVAR_NEEDS_SHARED(folder, "data/train");
    for (const char* name : {"gb82_cc0/sunset.png", "budgie_cc0/beacon-street-sunset.jpg",
                             "gb82_cc0/house.png", "antergos_ccbysa/fire.jpg"}) {
        const FramePtr sound = photograph(folder / name, kSide);
        const FramePtr same = frame_behind("deyellow", clip_of({sound}, name));
        ASSERT_TRUE(same);
        EXPECT_LT(colour_distance(*same, *sound), 3) << name;
    }
}

TEST(Deyellow, OtherStainsAreNotItsBusiness) {
    for (const auto& [r, g, b] : {std::array{0.8F, 0.9F, 1.0F}, std::array{1.0F, 1.0F, 1.0F},
                                  std::array{0.7F, 1.0F, 1.0F}}) {
        const FramePtr cast = ramp(r, g, b);
        const FramePtr same = frame_behind("deyellow", clip_of({cast}, "cast"));
        ASSERT_TRUE(same);
        EXPECT_LT(colour_distance(*same, *cast), 0.1);
    }
}

TEST(Deyellow, OldGelatineIsYellowNotGreen) {
    const colourise::LightPlaces places{
        .black = 0, .yellow = 0.2F, .green = 0.2F, .spread = 0.02F, .light = 0.9F};
    const auto stain = colourise::stain_of(places, 0.5);
    EXPECT_FLOAT_EQ(stain[0], 0);
    EXPECT_LT(stain[1], 0.7F * stain[2]);
    EXPECT_NEAR(stain[2], 0.2, 1e-3);
}

TEST(Deyellow, BlackAndWhiteFilmComesBackAsItIs) {
    const auto film = as_monochrome(clip_of({drawn(32, 32,
                                                   [](int x, int) {
                                                       return Rgb{x / 32.0F, x / 32.0F, x / 32.0F};
                                                   })},
                                            "grey"));
    const auto same = behind("deyellow", film);
    ASSERT_OK(same);
    EXPECT_EQ(*same, film);
}

} // namespace
} // namespace kinovar::steps
