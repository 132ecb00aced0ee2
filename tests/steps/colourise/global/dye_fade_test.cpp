// Faded colour film: what the model takes back of fading by other dyes than its own.

#include "core/steps/colourise/global/dye_fade_estimate.h"
#include "core/steps/measure/shots.h"
#include "tests/steps/colourise/global/global_pictures.h"

#include <gtest/gtest.h>

namespace kinovar::steps {
namespace {

using namespace test;

constexpr const char* kPictures[] = {"gb82_cc0/house.png", "gb82_cc0/city.png", "gb82_cc0/dog.png",
                                     "gb82_cc0/path.png", "gb82_cc0/grass.png"};
constexpr int kSide = 200;

/// What Eastman prints of the seventies look like: red.
const OldPrint kRedPrint{.kept = {.4, .95, .8}, .stain = {.02, .06, .18}};

FramePtr stretched(const Frame& frame) {
    constexpr double kLeftOut = 0.005;
    std::array<float, 3> low{};
    std::array<float, 3> high{};
    for (std::size_t c = 0; c < low.size(); ++c) {
        std::vector<float> values;
        for (std::size_t i = c; i < frame.values().size(); i += low.size()) {
            values.push_back(frame.values()[i]);
        }
        low[c] = colourise::quantile(values, kLeftOut);
        high[c] = colourise::quantile(values, 1 - kLeftOut);
    }
    return mapped(frame, [&](const Rgb& pixel) {
        Rgb result;
        for (std::size_t c = 0; c < result.size(); ++c) {
            result[c] = std::clamp((pixel[c] - low[c]) / (high[c] - low[c]), 0.0F, 1.0F);
        }
        return result;
    });
}

TEST(DyeFade, BringsColoursBackBetterThanStretchedChannels) {
    KINOVAR_NEEDS_SHARED(folder, "data/train");
    double faded_by = 0;
    double stretched_by = 0;
    double revived_by = 0;
    for (const char* name : kPictures) {
        const FramePtr sound = photograph(folder / name, kSide);
        const FramePtr old = faded(*sound, kRedPrint);
        const FramePtr revived = frame_behind("dye-fade:strength=1", clip_of({old}, name));
        ASSERT_TRUE(revived);
        faded_by += colour_distance(*old, *sound);
        stretched_by += colour_distance(*stretched(*old), *sound);
        revived_by += colour_distance(*revived, *sound);
    }
    RecordProperty("faded", std::to_string(faded_by / 5));
    RecordProperty("stretched", std::to_string(stretched_by / 5));
    RecordProperty("revived", std::to_string(revived_by / 5));
    EXPECT_LT(revived_by, 0.5 * faded_by);
    EXPECT_LT(revived_by, stretched_by);
}

TEST(DyeFade, LeavesSoundPicturesAndSunsetsAlone) {
    KINOVAR_NEEDS_SHARED(folder, "data/train");
    for (const char* name : {"gb82_cc0/sunset.png", "budgie_cc0/beacon-street-sunset.jpg",
                             "gb82_cc0/house.png", "gb82_cc0/night.png"}) {
        const FramePtr sound = photograph(folder / name, kSide);
        const FramePtr same = frame_behind("dye-fade", clip_of({sound}, name));
        ASSERT_TRUE(same);
        EXPECT_LT(colour_distance(*same, *sound), 2.5) << name;
    }
}

TEST(DyeFade, KnownLossesAreTakenAsSaid) {
    const auto spread_like = [](const FramePtr& frame) {
        std::vector<Rgb> samples;
        colourise::add_samples(*frame, samples);
        return colourise::spread_of(samples, Transfer::Srgb);
    };
    const FramePtr ramp = drawn(64, 64, [](int x, int y) {
        const float grey = static_cast<float>(x + y) / 126;
        return Rgb{grey, grey, grey};
    });
    const colourise::DyeFade fade = colourise::fade_of_lost(spread_like(ramp), {0.6, 0.1, 0.3});
    EXPECT_EQ(fade.lost, (colourise::Dyes{0.6, 0.1, 0.3}));
    const FramePtr cyan =
        frame_behind("dye-fade:cyan=60,magenta=0,yellow=0,strength=1", clip_of({ramp}, "known"));
    ASSERT_TRUE(cyan);
    const Rgb middle = pixel_of(*cyan, 32, 32);
    EXPECT_LT(middle[0], middle[1] - 0.1F) << "more cyan takes red light away";
}

TEST(DyeFade, ModelGoesThereAndBack) {
    const colourise::Dyes dyes{1.2, 0.3, 0.7};
    const colourise::Dyes back = colourise::dyes_of_light(colourise::light_of_dyes(dyes));
    for (std::size_t i = 0; i < dyes.size(); ++i) {
        EXPECT_NEAR(back[i], dyes[i], 1e-9);
    }
    const auto grey = colourise::light_of_dyes({0.5, 0.5, 0.5});
    EXPECT_NEAR(grey[0], grey[1], 1e-9);
    EXPECT_NEAR(grey[0], grey[2], 1e-9);
}

TEST(DyeFade, IsSteadyOverAShot) {
    KINOVAR_NEEDS_SHARED(folder, "data/train/gb82_cc0/house.png");
    const FramePtr old = faded(*photograph(folder, kSide), kRedPrint);
    // The light of the scene goes up and down; the table must not.
    std::vector<FramePtr> frames;
    for (int n = 0; n < 12; ++n) {
        const float gain = n % 2 == 0 ? 1.0F : 0.8F;
        frames.push_back(mapped(*old, [gain](const Rgb& pixel) {
            return Rgb{gain * pixel[0], gain * pixel[1], gain * pixel[2]};
        }));
    }
    frames[10] = frames[0];
    const auto clip = behind("dye-fade", clip_of(frames, "steady"));
    ASSERT_OK(clip);
    const auto first = (*clip)->frame(0, {});
    const auto last = (*clip)->frame(10, {});
    ASSERT_OK(first);
    ASSERT_OK(last);
    EXPECT_TRUE(std::ranges::equal((*first)->values(), (*last)->values()));
}

TEST(DyeFade, MeasuredOverTheFilmHelpsShotsWithoutDarkPlaces) {
    KINOVAR_NEEDS_SHARED(folder, "data/train/gb82_cc0/house.png");
    const FramePtr scene = faded(*photograph(folder, kSide), kRedPrint);
    const FramePtr dawn = faded(*drawn(scene->width(), scene->height(),
                                       [](int x, int y) {
                                           const float part = static_cast<float>(x + y) / 400;
                                           return Rgb{0.9F, 0.75F + 0.1F * part, 0.65F};
                                       }),
                                kRedPrint);
    const auto film = clip_of({scene, scene, dawn, dawn}, "reel");
    film->set_shots(listed_shots({2}, 4));
    const FramePtr alone = frame_behind("dye-fade", film, 3);
    const FramePtr together = frame_behind("dye-fade:measure=film", film, 3);
    ASSERT_TRUE(alone);
    ASSERT_TRUE(together);
    EXPECT_LT(colour_distance(*alone, *dawn), 0.1);
    EXPECT_GT(colour_distance(*together, *dawn), 5);
}

TEST(DyeFade, LockedChangesColourAlone) {
    KINOVAR_NEEDS_SHARED(folder, "data/train/gb82_cc0/house.png");
    const FramePtr old = faded(*photograph(folder, kSide), kRedPrint);
    const FramePtr locked = frame_behind("dye-fade:luma=locked", clip_of({old}, "lock"));
    ASSERT_TRUE(locked);
    EXPECT_LT(luma_difference(*locked, *old), 1e-5);
    EXPECT_GT(colour_distance(*locked, *old), 5);
}

TEST(DyeFade, StrengthNoneAndBlackPicturesStay) {
    const FramePtr black = drawn(32, 32, [](int, int) { return Rgb{0, 0, 0}; });
    const auto film = clip_of({black}, "black");
    const auto off = behind("dye-fade:strength=0", film);
    ASSERT_OK(off);
    EXPECT_EQ(*off, film);
    const FramePtr same = frame_behind("dye-fade", film);
    ASSERT_TRUE(same);
    EXPECT_LT(most_colour(*same), 1e-6);
}

TEST(DyeFade, BlackAndWhiteFilmComesBackAsItIs) {
    const auto film = as_monochrome(clip_of({drawn(32, 32,
                                                   [](int x, int) {
                                                       return Rgb{x / 32.0F, x / 32.0F, x / 32.0F};
                                                   })},
                                            "grey"));
    const auto same = behind("dye-fade", film);
    ASSERT_OK(same);
    EXPECT_EQ(*same, film);
}

} // namespace
} // namespace kinovar::steps
