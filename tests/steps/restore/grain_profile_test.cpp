// The grain that the ageing simulator adds is measured and compared with its truth.

#include "core/pipeline/source_clip.h"
#include "core/steps/measure/grain_profile.h"
#include "tests/steps/restore/grainy_clips.h"
#include "tests/steps/restore/moving_clip.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace kinovar::steps::test {
namespace {

GrainProfile measured(const pipeline::ClipPtr& clip) {
    auto profile = grain_of(clip, {0, std::min<std::int64_t>(clip->info().frames, 24) - 1}, {});
    EXPECT_OK(profile);
    return *profile;
}

/// A slope from black to white, which drifts to the left: every grey, and movement.
pipeline::ClipPtr slope() {
    return std::make_shared<MovingClip>(480, 360, 24, [](std::int64_t n, double x, double y) {
        return std::clamp((x + 0.7 * static_cast<double>(n)) / 500 + 0.01 * std::sin(y / 9), 0.0,
                          1.0);
    });
}

TEST(GrainProfile, DeviationFollowsTheSimulatorsCurve) {
    simulate::AgeOptions options;
    options.dust = options.scratch = options.flicker = options.weave = options.blur =
        options.splice = false;
    const auto aged = simulate::AgeClip::make(slope(), options).value();
    const GrainProfile profile = measured(aged);
    const simulate::GrainCurve curve = aged->grain_curve();
    // Near black and white grain is cut off.
    for (std::size_t i = 2; i + 2 < GrainLayer::kGreys; ++i) {
        const double grey = (static_cast<double>(i) + 0.5) / GrainLayer::kGreys;
        const auto low = static_cast<std::size_t>(grey * 16);
        const double share = grey * 16 - static_cast<double>(low);
        const double expected = curve[low] + share * (curve[low + 1] - curve[low]);
        EXPECT_NEAR(profile.luma.sigma[i], expected, 0.12 * expected) << grey;
    }
    EXPECT_EQ(profile.frames, 8);
    EXPECT_FALSE(profile.colour);
}

TEST(GrainProfile, SpectrumSizeAndOctavesAreThoseOfTheGrainAlone) {
    const auto flat = std::make_shared<MovingClip>(
        480, 360, 24, [](std::int64_t, double, double) { return 0.5; });
    const GrainProfile alone = measured(grainy(flat));
    const GrainProfile on_picture =
        measured(grainy(std::make_shared<MovingClip>(480, 360, 24, calm_scene())));
    EXPECT_GT(alone.size, 1.5);
    EXPECT_NEAR(on_picture.size, alone.size, 0.2 * alone.size);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(10 * std::log10(on_picture.octaves()[i] / alone.octaves()[i]), 0, 1) << i;
    }
    EXPECT_NEAR(std::accumulate(alone.luma.spectrum.begin(), alone.luma.spectrum.end(), 0.0),
                kDctSize, 1e-6);
}

TEST(GrainProfile, LayersOfColourFilmAreAsAlikeAsTheSimulatorMakesThem) {
    KINOVAR_NEEDS_SHARED(path, "data/clips/woman_restaurant.mkv");
    const auto source = pipeline::SourceClip::open(path);
    ASSERT_OK(source);
    const GrainProfile profile = measured(grainy(*source, 1, true));
    ASSERT_TRUE(profile.colour);
    for (const double correlation : profile.correlation) {
        EXPECT_NEAR(correlation, 0.6, 0.1);
    }
}

TEST(GrainProfile, CleanFilmHasHardlyAny) {
    KINOVAR_NEEDS_SHARED(folder, "data/clips");
    for (const char* name : {"pan_otters.mkv", "woman_restaurant.mkv"}) {
        const auto source = pipeline::SourceClip::open(folder / name);
        ASSERT_OK(source);
        EXPECT_LT(measured(*source).luma.mean_sigma, 0.8) << name;
    }
}

TEST(GrainProfile, AShotOfTwoFramesHasNone) {
    const auto clip = std::make_shared<MovingClip>(160, 120, 2, calm_scene());
    const auto profile = grain_of(clip, {0, 1}, {});
    ASSERT_OK(profile);
    EXPECT_EQ(profile->frames, 0);
    EXPECT_EQ(profile->luma.mean_sigma, 0);
}

TEST(GrainProfile, JsonKeepsEverything) {
    KINOVAR_NEEDS_SHARED(path, "data/clips/pan_otters.mkv");
    const auto source = pipeline::SourceClip::open(path);
    ASSERT_OK(source);
    const GrainProfile profile = measured(grainy(*source, 1, true));
    const auto again = grain_from_json(grain_to_json(profile));
    ASSERT_OK(again);
    EXPECT_EQ(again->luma.sigma, profile.luma.sigma);
    EXPECT_EQ(again->rgb[2].spectrum, profile.rgb[2].spectrum);
    EXPECT_EQ(again->correlation, profile.correlation);
    EXPECT_FALSE(grain_from_json("{\"height\": 3}"));
}

} // namespace
} // namespace kinovar::steps::test
