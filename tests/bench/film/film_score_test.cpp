// The judge before the court: what the scores say of restorers whose work is known.
#include "tests/bench/film/film_score.h"
#include "tests/support/support.h"

#include <cmath>

namespace kinovar::bench {
namespace {

using steps::simulate::AgeClip;
using steps::simulate::AgeOptions;
using test::LumaPlane;

constexpr int kWidth = 480;
constexpr int kHeight = 360;
constexpr std::int64_t kFrames = 8;

/// The same landscape of waves on every frame.
BenchClip landscape() {
    LumaPlane plane(kWidth, kHeight);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            double level = 120;
            for (int wave = 1; wave <= 10; ++wave) {
                const double angle = 2.4 * wave;
                const double number = 0.02 + 0.04 * wave;
                level += 9 * std::sin(number * (x * std::cos(angle) + y * std::sin(angle)) + wave);
            }
            plane.row(y)[x] = static_cast<float>(level);
        }
    }
    pipeline::ClipInfo info{
        .width = kWidth, .height = kHeight, .colour = ColourSpec::bt601(), .key = {1, 2}};
    const std::vector<FramePtr> frames(kFrames, scanned(plane, info.colour));
    return {"landscape", std::make_shared<FramesClip>(info, frames)};
}

class FilmScore : public testing::Test {
protected:
    static void SetUpTestSuite() {
        clip_ = std::make_unique<BenchClip>(landscape());
        auto reel = aged_reel(*clip_, 3, 1);
        ASSERT_OK(reel);
        reel_ = std::make_unique<AgedReel>(std::move(*reel));
    }
    static void TearDownTestSuite() {
        reel_.reset();
        clip_.reset();
    }

    static Planes clean() { return clip_->clean->planes(); }

    /// The reel with one of its effects never done.
    static Planes aged_without(bool AgeOptions::*effect) {
        AgeOptions options;
        options.seed = 3;
        options.*effect = false;
        const auto aged = AgeClip::make(clip_->clean, options);
        Planes planes;
        for (std::int64_t n = 0; n < kFrames; ++n) {
            planes.push_back(test::luma_plane(**(*aged)->frame(n, {})));
        }
        return planes;
    }

    static StageRun stage(Planes after) {
        StageRun run;
        run.before = std::make_shared<const Planes>(reel_->clip->planes());
        run.after = std::make_shared<const Planes>(std::move(after));
        return run;
    }

    static std::unique_ptr<BenchClip> clip_;
    static std::unique_ptr<AgedReel> reel_;
};
std::unique_ptr<BenchClip> FilmScore::clip_;
std::unique_ptr<AgedReel> FilmScore::reel_;

TEST_F(FilmScore, APerfectDustRepairFindsAllAndHarmsNothing) {
    const DustScore score = score_dust(clean(), *reel_, stage(aged_without(&AgeOptions::dust)));
    EXPECT_GT(score.stamps, 20);
    EXPECT_GT(score.recall(), 0.97);
    EXPECT_GT(static_cast<double>(score.repaired), 0.95 * static_cast<double>(score.stamps));
    EXPECT_GT(score.precision(), 0.97);
    EXPECT_LT(score.false_share, 1e-4);
}

TEST_F(FilmScore, DoingNothingFindsNoDust) {
    const DustScore score = score_dust(clean(), *reel_, stage(reel_->clip->planes()));
    EXPECT_GT(score.stamps, 20);
    EXPECT_EQ(score.found, 0);
    EXPECT_EQ(score.repaired, 0);
    EXPECT_EQ(score.patches, 0);
}

TEST_F(FilmScore, RepairsOfWhatIsNoDustCostPrecision) {
    Planes after = aged_without(&AgeOptions::dust);
    constexpr int kEvery = 40;
    constexpr int kSide = 4;
    for (LumaPlane& plane : after) {
        for (int y = kEvery; y < kHeight - kEvery; ++y) {
            for (int x = kEvery; x < kWidth - kEvery; ++x) {
                plane.row(y)[x] += x % kEvery < kSide && y % kEvery < kSide ? 30 : 0;
            }
        }
    }
    const DustScore score = score_dust(clean(), *reel_, stage(std::move(after)));
    EXPECT_LT(score.precision(), 0.6);
    EXPECT_GT(score.false_share, 0.004);
}

TEST_F(FilmScore, APerfectScratchRemovalFindsEveryLine) {
    const ScratchScore score =
        score_scratches(clean(), *reel_, stage(aged_without(&AgeOptions::scratch)));
    EXPECT_GE(score.lines, 1);
    EXPECT_EQ(score.found, score.lines);
    EXPECT_EQ(score.false_lines, 0);
}

TEST_F(FilmScore, DoingNothingFindsNoLine) {
    const ScratchScore score = score_scratches(clean(), *reel_, stage(reel_->clip->planes()));
    EXPECT_GE(score.lines, 1);
    EXPECT_EQ(score.found, 0);
    EXPECT_EQ(score.false_lines, 0);
}

TEST_F(FilmScore, LinesTakenOutOfTheSceneAreCounted) {
    Planes after = aged_without(&AgeOptions::scratch);
    double free_x = 40; // a column far from every scratch
    for (const auto& scratch : reel_->truth[0].scratches) {
        if (std::abs(scratch.x - free_x) < 40) {
            free_x += 80;
        }
    }
    for (LumaPlane& plane : after) {
        for (int y = 0; y < kHeight; ++y) {
            plane.row(y)[static_cast<int>(free_x)] -= 12;
        }
    }
    EXPECT_EQ(score_scratches(clean(), *reel_, stage(std::move(after))).false_lines, 1);
}

TEST_F(FilmScore, GrainAsItWasIsZeroDecibelsOff) {
    for (const float strength : {1.0F, 0.5F}) {
        Planes after = reel_->clip->planes();
        for (std::size_t n = 0; n < after.size(); ++n) {
            for (std::size_t i = 0; i < after[n].levels.size(); ++i) {
                after[n].levels[i] += strength * reel_->grain[n].levels[i];
            }
        }
        for (const double octave : score_grain(*reel_, stage(std::move(after)))) {
            EXPECT_NEAR(octave, 20 * std::log10(strength), 0.01);
        }
    }
}

TEST_F(FilmScore, WeaveAndFlickerOfTheReelAreThoseOfTheTruth) {
    const auto measured = fidelity(clean(), reel_->clip->planes());
    ASSERT_OK(measured);
    std::vector<double> dx;
    std::vector<double> dy;
    std::vector<double> gain;
    for (const auto& truth : reel_->truth) {
        dx.push_back(truth.path.dx);
        dy.push_back(truth.path.dy);
        gain.push_back(100 * std::log(truth.path.gain));
    }
    EXPECT_NEAR(measured->weave_x, test::deviation(dx), 0.03);
    EXPECT_NEAR(measured->weave_y, test::deviation(dy), 0.03);
    EXPECT_NEAR(measured->flicker, test::deviation(gain), 0.15);
    EXPECT_GT(measured->aligned_psnr, measured->psnr);
}

TEST_F(FilmScore, ACleanFilmLeftAloneIsPerfect) {
    ChainRun run;
    run.planes = std::make_shared<const Planes>(clean());
    const CleanScore score = score_clean(clean(), run);
    EXPECT_EQ(score.psnr, 99);
    EXPECT_EQ(score.false_share, 0);
}

} // namespace
} // namespace kinovar::bench
