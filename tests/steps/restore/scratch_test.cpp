// Scratches found and taken away, beside the truth of the ageing simulator.

#include "core/image/luma.h"
#include "core/image/metrics.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/measure/scratch_votes.h"
#include "core/steps/restore/scratch.h"
#include "core/steps/restore/scratch_remover.h"
#include "core/steps/simulate/age.h"
#include "tests/steps/restore/moving_clip.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace kinovar::steps::test {
namespace {

using simulate::AgeClip;
using simulate::AgeOptions;

AgeOptions effects(std::int64_t seed, bool scratch, bool weave) {
    AgeOptions options;
    options.seed = seed;
    options.dust = options.splice = options.flicker = false;
    options.scratch = scratch;
    options.weave = weave;
    return options;
}

std::shared_ptr<const AgeClip> aged(pipeline::ClipPtr clip, const AgeOptions& options) {
    auto result = AgeClip::make(std::move(clip), options);
    EXPECT_OK(result);
    return result.value();
}

TEST(ScratchVotes, AStraightLineGetsAllVotesInItsColumnOnly) {
    std::vector<std::uint8_t> luma(320 * 240, 100);
    for (std::size_t y = 0; y < 240; ++y) {
        luma[y * 320 + 150] = 120;
        luma[y * 320 + 60] = 80;
    }
    const ScratchVotes votes = scratch_votes(luma, 320, 240);
    EXPECT_EQ(votes.bright[150], 255);
    EXPECT_EQ(votes.dark[60], 255);
    EXPECT_EQ(votes.bright[60], 0);
    EXPECT_EQ(votes.dark[150], 0);
    EXPECT_EQ(std::accumulate(votes.bright.begin(), votes.bright.begin() + 140, 0), 0);
    for (const auto& band : votes.ridge) {
        EXPECT_GT(band[150], 16 * 5);
        EXPECT_LT(band[60], -16 * 5);
    }
}

TEST(ScratchVotes, ALeaningLineCountsAndAStepDoesNot) {
    std::vector<std::uint8_t> luma(320 * 480, 100);
    for (std::size_t y = 0; y < 480; ++y) {
        luma[y * 320 + 150 + y * 4 / 480] = 130;
        std::fill_n(luma.begin() + static_cast<std::ptrdiff_t>(y * 320 + 220), 100, 160);
    }
    const ScratchVotes votes = scratch_votes(luma, 320, 480);
    EXPECT_GT(*std::max_element(votes.bright.begin() + 145, votes.bright.begin() + 160), 200);
    EXPECT_EQ(*std::max_element(votes.bright.begin() + 200, votes.bright.begin() + 300), 0);
}

TEST(ScratchVotes, ATinyPictureHasNone) {
    const std::vector<std::uint8_t> luma(12 * 4, 100);
    EXPECT_EQ(scratch_votes(luma, 12, 4).bright, std::vector<std::uint8_t>(12, 0));
}

/// A truth that shows on most of the clip, strong enough to be seen in the grain.
bool counts(const simulate::ScratchTruth& truth) {
    return truth.mean_amplitude > 6;
}

struct Score {
    int truths = 0;
    int found = 0;
    int wrong = 0;
    double squares = 0;
    int places = 0;
};

/// Compares the list with the truth on every frame.
Score score_of(const AgeClip& clip, const std::vector<Scratch>& list, std::int64_t frames) {
    Score score;
    std::vector<int> hits(list.size(), 0);
    for (std::int64_t n = 0; n < frames; ++n) {
        for (const auto& truth : clip.scratches(n)) {
            bool found = false;
            for (std::size_t i = 0; i < list.size(); ++i) {
                const Scratch& scratch = list[i];
                if (n < scratch.first || n > scratch.last || scratch.polarity != truth.polarity) {
                    continue;
                }
                const auto& place = scratch.places[static_cast<std::size_t>(n - scratch.first)];
                const double miss = static_cast<double>(place.x) - truth.x;
                if (std::abs(miss) < 2.5) {
                    ++hits[i];
                    found = true;
                    score.squares += place.seen ? miss * miss : 0;
                    score.places += place.seen ? 1 : 0;
                }
            }
            if (counts(truth)) {
                ++score.truths;
                score.found += found ? 1 : 0;
            }
        }
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
        score.wrong += 2 * hits[i] < static_cast<int>(list[i].places.size()) ? 1 : 0;
    }
    return score;
}

TEST(Scratches, TheSimulatorsAreFoundOnAPanAndOnAStillCamera) {
    KINOVAR_NEEDS_SHARED(folder, "data/clips");
    for (const char* name : {"pan_otters.mkv", "woman_restaurant.mkv"}) {
        const auto source = pipeline::SourceClip::open(folder / name);
        ASSERT_OK(source);
        const std::int64_t frames = std::min<std::int64_t>(40, (*source)->info().frames);
        int truths = 0, found = 0;
        for (const std::int64_t seed : {1, 2, 3}) {
            const auto clip = aged(*source, effects(seed, true, true));
            const auto list = scratches_of(clip, {0, frames - 1}, {});
            ASSERT_OK(list);
            const Score score = score_of(*clip, *list, frames);
            EXPECT_EQ(score.wrong, 0) << name << " seed " << seed;
            EXPECT_LT(std::sqrt(score.squares / std::max(1, score.places)), 0.35)
                << name << " seed " << seed;
            truths += score.truths;
            found += score.found;
        }
        EXPECT_GT(truths, 50);
        EXPECT_GT(found, 0.9 * truths) << name;
    }
}

TEST(Scratches, NoneOnCleanOrGrainyFilmWithPolesWhetherTheCameraMovesOrNot) {
    for (const double speed : {0.0, 0.37, 2.6}) {
        const auto film =
            std::make_shared<MovingClip>(640, 480, 32, [speed](std::int64_t n, double x, double y) {
                return poles_scene()(n, x + speed * static_cast<double>(n), y);
            });
        for (const bool weave : {false, true}) {
            AgeOptions options = effects(5, false, weave);
            const auto clip = aged(film, options);
            const auto list = scratches_of(clip, {0, 31}, {});
            ASSERT_OK(list);
            EXPECT_TRUE(list->empty()) << "speed " << speed << " weave " << weave << " found "
                                       << list->size() << " at " << list->front().places[0].x;
        }
        const auto clean = scratches_of(film, {0, 31}, {});
        ASSERT_OK(clean);
        EXPECT_TRUE(clean->empty()) << "clean, speed " << speed;
    }
}

TEST(Scratches, AreFoundBetweenPolesUnderAStillCamera) {
    const auto film = std::make_shared<MovingClip>(640, 480, 40, poles_scene());
    for (const bool weave : {false, true}) {
        const auto clip = aged(film, effects(1, true, weave));
        const auto list = scratches_of(clip, {0, 39}, {});
        ASSERT_OK(list);
        const Score score = score_of(*clip, *list, 40);
        EXPECT_EQ(score.wrong, 0);
        EXPECT_GT(score.found, 0.85 * score.truths) << "weave " << weave;
    }
}

TEST(Scratches, TheLengthOfTheShotDoesNotMatter) {
    // Two windows: the same scratches as in a short shot, joined over the seam.
    const auto film = std::make_shared<MovingClip>(240, 180, 400, calm_scene());
    AgeOptions options = effects(4, true, true);
    options.grain = false;
    const auto clip = aged(film, options);
    const auto list = scratches_of(clip, {0, 399}, {});
    ASSERT_OK(list);
    const Score score = score_of(*clip, *list, 400);
    EXPECT_EQ(score.wrong, 0);
    for (std::size_t i = 0; i < list->size(); ++i) {
        EXPECT_EQ((*list)[i].last - (*list)[i].first + 1,
                  static_cast<std::int64_t>((*list)[i].places.size()));
    }
    EXPECT_GT(score.found, 0.8 * score.truths);
}

TEST(ScratchRemover, GivesBackThePictureUnderTheLine) {
    const auto film = std::make_shared<MovingClip>(320, 240, 1, calm_scene());
    const FramePtr clean = film->frame(0, {}).value();
    auto worn = std::make_shared<Frame>(*clean);
    for (int y = 0; y < 240; ++y) {
        const double centre = 140.3 + 2.0 * (y / 239.0 - 0.5);
        const double height = 0.08 * (1 + 0.5 * std::sin(y / 17.0));
        for (int x = 130; x < 152; ++x) {
            const double t = (x - centre) / 0.8;
            for (int c = 0; c < Frame::kChannels; ++c) {
                worn->row(y)[Frame::kChannels * x + c] +=
                    static_cast<float>(height * std::exp(-t * t / 2));
            }
        }
    }
    const ScratchLine line{140.0, 1.5, 0.8, +1};
    const FramePtr mended = without_scratches(worn, std::span(&line, 1), true);
    const double before = compare_pictures(*clean, *worn)->mse_luma;
    const double after = compare_pictures(*clean, *mended)->mse_luma;
    EXPECT_LT(after, before / 20);
    const ScratchLine dark{140.0, 1.5, 0.8, -1};
    EXPECT_LT(
        compare_pictures(*worn, *without_scratches(worn, std::span(&dark, 1), true))->mse_luma,
        before / 20)
        << "nothing of the other polarity";
}

TEST(ScratchRemover, DrawsAcrossWhereNothingIsLeft) {
    const auto film = std::make_shared<MovingClip>(320, 240, 1, calm_scene());
    const FramePtr clean = film->frame(0, {}).value();
    auto worn = std::make_shared<Frame>(*clean);
    for (int y = 0; y < 240; ++y) {
        for (int x = 150; x < 153; ++x) {
            std::fill_n(worn->row(y) + Frame::kChannels * x, Frame::kChannels, 1.0F);
        }
    }
    const ScratchLine line{151.0, 0, 1.0, +1};
    const FramePtr mended = without_scratches(worn, std::span(&line, 1), true);
    EXPECT_LT(compare_pictures(*clean, *mended)->mse_luma,
              compare_pictures(*clean, *worn)->mse_luma / 10);
}

TEST(ScratchStep, MendsAgedFilmAndLeavesUnscratchedFilmAlone) {
    KINOVAR_NEEDS_SHARED(folder, "data/clips");
    const auto source = pipeline::SourceClip::open(folder / "woman_restaurant.mkv");
    ASSERT_OK(source);
    const auto step = scratch_step_type().make({}).value();
    const auto worn = aged(*source, effects(3, true, true));
    const auto unscratched = aged(*source, effects(3, false, true));
    const auto mended = step->apply(worn);
    ASSERT_OK(mended);
    EXPECT_EQ((*mended)->info().scan, worn);
    double before = 0, after = 0;
    for (const std::int64_t n : {5, 20}) {
        const FramePtr truth = unscratched->frame(n, {}).value();
        before += compare_pictures(*truth, *worn->frame(n, {}).value())->mse_luma;
        after += compare_pictures(*truth, *(*mended)->frame(n, {}).value())->mse_luma;
    }
    EXPECT_LT(after, before / 4) << before << " " << after;
    const auto alone = step->apply(unscratched);
    ASSERT_OK(alone);
    EXPECT_EQ(compare_pictures(*(*alone)->frame(7, {}).value(), *unscratched->frame(7, {}).value())
                  ->max_error,
              0);
}

TEST(ScratchStep, StopsWhenAsked) {
    const auto film = std::make_shared<MovingClip>(160, 120, 100, textured_scene());
    const auto clip = scratch_step_type().make({}).value()->apply(film);
    ASSERT_OK(clip);
    std::stop_source stop;
    stop.request_stop();
    const auto frame = (*clip)->frame(3, {stop.get_token()});
    ASSERT_FALSE(frame);
    EXPECT_EQ(frame.error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace kinovar::steps::test
