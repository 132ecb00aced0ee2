// Tinting and toning.

#include "core/steps/colourise/global/film_dyes.h"
#include "tests/steps/colourise/global/global_pictures.h"

#include <gtest/gtest.h>

namespace kinovar::steps {
namespace {

using namespace test;

/// From black to white and beyond, as video allows.
FramePtr ramp(const ColourSpec& colour = ColourSpec::srgb()) {
    return drawn(
        128, 8,
        [](int x, int /*y*/) {
            const float grey = static_cast<float>(x) / 115 - 0.05F;
            return Rgb{grey, grey, grey};
        },
        colour);
}

TEST(Tint, LockedKeepsLumaWithEveryBath) {
    for (const ColourSpec& colour : {ColourSpec::srgb(), ColourSpec::bt601()}) {
        const FramePtr grey = ramp(colour);
        for (const colourise::Tint& tint : colourise::tints()) {
            const FramePtr tinted = frame_behind("tint:tone=sepia,tint=" + std::string(tint.name),
                                                 clip_of({grey}, "locked"));
            ASSERT_TRUE(tinted);
            EXPECT_LT(luma_difference(*tinted, *grey), 1e-5) << tint.name;
            EXPECT_GT(most_colour(*tinted), 0.02) << tint.name;
        }
        for (const colourise::Tone& tone : colourise::tones()) {
            const FramePtr toned = frame_behind("tint:tint=none,tone=" + std::string(tone.name),
                                                clip_of({grey}, "locked"));
            ASSERT_TRUE(toned);
            EXPECT_LT(luma_difference(*toned, *grey), 1e-5) << tone.name;
        }
    }
}

TEST(Tint, DyedFilmHasColouredWhitesAndBlackBlacks) {
    const FramePtr film = drawn(2, 1, [](int x, int /*y*/) {
        const float grey = x == 0 ? 0.0F : 1.0F;
        return Rgb{grey, grey, grey};
    });
    const FramePtr dyed =
        frame_behind("tint:tint=own,colour=#ffc866,luma=dyed", clip_of({film}, "dyed"));
    ASSERT_TRUE(dyed);
    const Rgb white = pixel_of(*dyed, 1, 0);
    EXPECT_NEAR(white[0], 1, 1e-4);
    EXPECT_NEAR(white[1], 0xC8 / 255.0, 1e-4);
    EXPECT_NEAR(white[2], 0x66 / 255.0, 1e-4);
    for (const float value : pixel_of(*dyed, 0, 0)) {
        EXPECT_NEAR(value, 0, 1e-4);
    }
}

TEST(Tint, ToningColoursTheDarkAndLeavesWhiteClear) {
    const FramePtr film = drawn(2, 1, [](int x, int /*y*/) {
        const float grey = x == 0 ? 0.25F : 1.0F;
        return Rgb{grey, grey, grey};
    });
    const FramePtr toned =
        frame_behind("tint:tint=none,tone=iron-blue,luma=dyed", clip_of({film}, "toned"));
    ASSERT_TRUE(toned);
    const Rgb dark = pixel_of(*toned, 0, 0);
    EXPECT_GT(dark[2], dark[0] + 0.1F);
    for (const float value : pixel_of(*toned, 1, 0)) {
        EXPECT_NEAR(value, 1, 1e-4);
    }
}

TEST(Tint, MakesAMonochromeClipAColouredOneOfTheScan) {
    const auto clip = behind("tint", as_monochrome(clip_of({ramp()}, "info")));
    ASSERT_OK(clip);
    EXPECT_FALSE((*clip)->info().monochrome);
    const auto frame = (*clip)->frame(0, {});
    ASSERT_OK(frame);
    EXPECT_EQ((*frame)->origin(), nullptr);
}

TEST(Tint, NothingChosenGivesTheVerySamePictures) {
    const auto film = clip_of({ramp()}, "same");
    for (const char* step : {"tint:tint=none", "tint:strength=0"}) {
        const auto clip = behind(step, film);
        ASSERT_OK(clip);
        EXPECT_EQ(*clip, film) << step;
    }
}

TEST(Tint, StrengthLiesBetween) {
    const auto film = clip_of({ramp()}, "strength");
    const double none = most_colour(*frame_behind("tint:tint=none", film));
    const double half = most_colour(*frame_behind("tint:luma=dyed,strength=0.5", film));
    const double full = most_colour(*frame_behind("tint:luma=dyed", film));
    EXPECT_LT(none, half);
    EXPECT_LT(half, full);
}

TEST(Tint, AColourThatIsNoneIsRefused) {
    for (const char* colour : {"", "red", "#12345", "#1234567", "#12345g", "-123456"}) {
        const auto clip =
            behind(std::string("tint:tint=own,colour=") + colour, clip_of({ramp()}, "bad"));
        ASSERT_FALSE(clip) << colour;
        EXPECT_EQ(clip.error().code, ErrorCode::InvalidArgument);
    }
}

} // namespace
} // namespace kinovar::steps
