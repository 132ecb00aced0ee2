#include "core/steps/simulate/age.h"
#include "core/steps/step_catalogue.h"
#include "tests/steps/simulate/age_clips.h"

#include <algorithm>
#include <thread>
#include <vector>

namespace kinovar::steps::simulate::test {
namespace {

constexpr int kFrames = 10;

TEST(Age, TheSameSeedGivesTheSameBytesInAnyOrderOnSeveralThreads) {
    const auto source = textured(161, 120);
    const auto first = aged(source, {});
    std::vector<AgeClip::Aged> expected;
    for (int n = 0; n < kFrames; ++n) {
        expected.push_back(take(*first, n));
    }
    const auto second = aged(source, {});
    std::vector<AgeClip::Aged> got(kFrames);
    {
        std::vector<std::jthread> threads;
        for (int worker = 0; worker < 4; ++worker) {
            threads.emplace_back([&, worker] {
                for (int n = kFrames - 1 - worker; n >= 0; n -= 4) {
                    got[static_cast<std::size_t>(n)] = take(*second, n);
                }
            });
        }
    }
    for (std::size_t n = 0; n < kFrames; ++n) {
        EXPECT_TRUE(same_pixels(*expected[n].frame, *got[n].frame)) << n;
        EXPECT_EQ(expected[n].truth.dust_mask, got[n].truth.dust_mask) << n;
        EXPECT_EQ(expected[n].truth.scratch_mask, got[n].truth.scratch_mask) << n;
        EXPECT_EQ(expected[n].truth.path.dx, got[n].truth.path.dx);
        EXPECT_EQ(expected[n].truth.stamps.size(), got[n].truth.stamps.size());
    }
}

TEST(Age, FrameAndAgedGiveTheSamePixels) {
    const auto clip = aged(textured(64, 48), {});
    const auto plain = clip->frame(5, {});
    ASSERT_OK(plain);
    EXPECT_TRUE(same_pixels(**plain, *take(*clip, 5).frame));
}

TEST(Age, AnotherSeedChangesEveryEffect) {
    const auto source = textured(320, 240);
    AgeOptions other;
    other.seed = 2;
    const auto a = aged(source, {});
    const auto b = aged(source, other);
    EXPECT_NE(a->info().key, b->info().key);
    EXPECT_NE(a->path(3).dx, b->path(3).dx);
    EXPECT_NE(a->path(3).dy, b->path(3).dy);
    EXPECT_NE(a->path(3).gain, b->path(3).gain);
    EXPECT_NE(a->path(3).blur_sigma, b->path(3).blur_sigma);
    EXPECT_NE(take(*a, 3).truth.dust_mask, take(*b, 3).truth.dust_mask);
    EXPECT_NE(take(*a, 3).truth.scratch_mask, take(*b, 3).truth.scratch_mask);
    const auto grain_a = aged(source, only(&AgeOptions::grain));
    AgeOptions grain = only(&AgeOptions::grain);
    grain.seed = 2;
    EXPECT_FALSE(same_pixels(*take(*grain_a, 3).frame, *take(*aged(source, grain), 3).frame));
}

/// What the other effects did must not depend on the one that is switched off.
TEST(Age, EachSwitchTurnsOffExactlyItsEffect) {
    const auto source = flat(160, 120, 0.5F);
    const auto all = aged(source, {});
    const auto without = [&](bool AgeOptions::*effect) {
        AgeOptions options;
        options.*effect = false;
        return aged(source, options);
    };
    const auto has_scratch = [](const FrameTruth& truth) {
        return std::ranges::any_of(truth.scratch_mask, [](auto value) { return value != 0; });
    };
    for (std::int64_t n = 0; n < kFrames; ++n) {
        const FrameTruth truth = take(*all, n).truth;
        const FrameTruth no_dust = take(*without(&AgeOptions::dust), n).truth;
        EXPECT_TRUE(no_dust.stamps.empty());
        EXPECT_EQ(std::ranges::count(no_dust.dust_mask, kMaskClean), 160 * 120);
        EXPECT_EQ(no_dust.scratch_mask, truth.scratch_mask);
        EXPECT_EQ(no_dust.path.dx, truth.path.dx);

        const FrameTruth no_scratch = take(*without(&AgeOptions::scratch), n).truth;
        EXPECT_TRUE(no_scratch.scratches.empty());
        EXPECT_FALSE(has_scratch(no_scratch));
        EXPECT_EQ(no_scratch.dust_mask, truth.dust_mask);

        const FrameTruth no_flicker = take(*without(&AgeOptions::flicker), n).truth;
        EXPECT_EQ(no_flicker.path.gain, 1);
        EXPECT_EQ(no_flicker.path.tilt_x, 0);
        EXPECT_EQ(no_flicker.path.dy, truth.path.dy);
        EXPECT_EQ(no_flicker.dust_mask, truth.dust_mask);

        const FrameTruth no_weave = take(*without(&AgeOptions::weave), n).truth;
        EXPECT_EQ(no_weave.path.dx, 0);
        EXPECT_EQ(no_weave.path.dy, truth.path.splice_jump);
        EXPECT_EQ(no_weave.path.gain, truth.path.gain);
        EXPECT_EQ(no_weave.scratch_mask, truth.scratch_mask) << "scratches are fixed in the gate";
        ASSERT_EQ(no_weave.stamps.size(), truth.stamps.size());
        for (std::size_t i = 0; i < truth.stamps.size(); ++i) {
            EXPECT_EQ(no_weave.stamps[i].film_x, truth.stamps[i].film_x);
        }

        EXPECT_EQ(take(*without(&AgeOptions::blur), n).truth.path.blur_sigma, 0);
        EXPECT_EQ(take(*without(&AgeOptions::grain), n).truth.dust_mask, truth.dust_mask);
    }
    EXPECT_EQ(without(&AgeOptions::grain)->grain_curve()[8], 0);
}

TEST(Age, StrengthZeroHandsOnTheInputsOwnFrame) {
    const auto source = textured(40, 30);
    AgeOptions options;
    options.strength = 0;
    options.keep_colour = true;
    const auto clip = aged(source, options);
    EXPECT_EQ(clip->frame(3, {}).value(), source->frame(3, {}).value());
    EXPECT_FALSE(clip->info().monochrome);
}

TEST(Age, WithoutEffectsThePictureIsItsLuma) {
    const auto source = textured(40, 30);
    AgeOptions options;
    options.strength = 0;
    const auto clip = aged(source, options);
    EXPECT_TRUE(clip->info().monochrome);
    const FramePtr clean = source->frame(0, {}).value();
    const FramePtr grey = clip->frame(0, {}).value();
    for (int x = 0; x < 40; ++x) {
        const float* in = clean->row(7) + 3 * x;
        const float* out = grey->row(7) + 3 * x;
        EXPECT_NEAR(out[0], 0.299F * in[0] + 0.587F * in[1] + 0.114F * in[2], 1e-6);
        EXPECT_EQ(out[0], out[1]);
        EXPECT_EQ(out[0], out[2]);
    }
}

TEST(Age, DamageGrowsWithStrength) {
    const auto source = textured(320, 240);
    const FramePtr clean = source->frame(0, {}).value();
    double last = 0;
    for (const double strength : {0.1, 0.5, 1.0, 2.0, 3.0}) {
        AgeOptions options;
        options.strength = strength;
        options.keep_colour = true;
        const auto clip = aged(source, options);
        double error = 0;
        for (std::int64_t n = 0; n < 6; ++n) {
            const FramePtr frame = clip->frame(n, {}).value();
            for (std::size_t i = 0; i < frame->values().size(); ++i) {
                const double difference = frame->values()[i] - clean->values()[i];
                error += difference * difference;
            }
        }
        EXPECT_GT(error, last) << strength;
        last = error;
    }
}

TEST(Age, AnySizeWorks) {
    const std::vector<std::pair<int, int>> sizes{{1, 1},   {1, 7},   {5, 1},   {2, 2},
                                                 {17, 13}, {641, 3}, {3, 333}, {1000, 1}};
    AgeOptions options;
    options.strength = 3;
    for (const auto& [width, height] : sizes) {
        for (const bool colour : {false, true}) {
            options.keep_colour = colour;
            const auto clip = aged(textured(width, height), options);
            for (std::int64_t n = 0; n < kFrames; ++n) {
                const AgeClip::Aged result = take(*clip, n);
                EXPECT_TRUE(std::ranges::all_of(
                    result.frame->values(), [](float value) { return value >= 0 && value <= 1; }))
                    << width << "×" << height;
            }
        }
    }
}

TEST(Age, KeepsWhatItDoesNotChangeOfTheClip) {
    const auto source = textured(64, 48, 77);
    const auto clip = aged(source, {});
    EXPECT_EQ(clip->info().frames, 77);
    EXPECT_EQ(clip->info().width, 64);
    EXPECT_EQ(clip->info().colour, source->info().colour);
    EXPECT_EQ(clip->frame(0, {}).value()->colour(), source->info().colour);
    EXPECT_NE(clip->info().key, source->info().key);
}

TEST(Age, StopsWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    const auto result = aged(textured(8, 8), {})->frame(0, {stop.get_token()});
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
}

TEST(AgeStep, IsInTheCatalogueAndTakesItsParameters) {
    const auto types = step_catalogue();
    const auto type = std::ranges::find(types, "age", &pipeline::StepType::name);
    ASSERT_NE(type, types.end());
    const auto values = values_from_text(type->fields, "seed=5,strength=0.5,dust=off");
    ASSERT_OK(values);
    const auto step = type->make(*values);
    ASSERT_OK(step);
    const auto clip = (*step)->apply(textured(32, 24));
    ASSERT_OK(clip);
    EXPECT_TRUE((*clip)->info().monochrome);
    EXPECT_OK((*clip)->frame(0, {}));
}

TEST(AgeStep, RefusesWhatIsOutOfRange) {
    AgeOptions options;
    options.strength = 4;
    const auto clip = AgeClip::make(textured(8, 8), options);
    ASSERT_FALSE(clip.has_value());
    EXPECT_NE(clip.error().message.find("strength"), std::string::npos);
}

} // namespace
} // namespace kinovar::steps::simulate::test
