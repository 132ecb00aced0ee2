#include "core/image/metrics.h"
#include "core/nn/model.h"
#include "core/pipeline/source_clip.h"
#include "tests/steps/timing/film.h"

namespace kinovar::steps::test {
namespace {

/// Skips where the weights are not installed.
#define KINOVAR_NEEDS_RIFE()                                                                       \
    if (!nn::load_model("rife-v4.6")) {                                                            \
        GTEST_SKIP() << "weights are not installed: kinovar-cli models install rife-v4.6";         \
    }                                                                                              \
    static_assert(true)

double psnr(const Frame& reference, const Frame& other) {
    const auto metrics = compare_pictures(reference, other, {.luma_only = true});
    EXPECT_OK(metrics);
    return metrics->psnr_luma;
}

std::vector<int> repeats(const pipeline::ClipPtr& film, const pipeline::ClipPtr& clip) {
    std::vector<int> count(static_cast<std::size_t>(film->info().frames), 0);
    std::int64_t at = 0;
    for (std::int64_t n = 0; n < clip->info().frames; ++n) {
        const auto frame = frame_of(clip, n);
        while (at < film->info().frames && !same(*frame_of(film, at), *frame)) {
            ++at;
        }
        EXPECT_LT(at, film->info().frames) << n;
        if (at == film->info().frames) {
            break;
        }
        ++count[static_cast<std::size_t>(at)];
    }
    return count;
}

TEST(Speed, RepeatsAreAsEvenAsCanBe) {
    const auto film = moving_film(18, {18, 1});
    const auto clip = with_step(film, "speed:to=24");
    ASSERT_OK(clip);
    EXPECT_EQ((*clip)->info().frames, 24);
    EXPECT_EQ((*clip)->info().rate, (Rational{24, 1}));
    EXPECT_DOUBLE_EQ((*clip)->info().pace, 1);
    EXPECT_NEAR(length_of((*clip)->info()), 1, 1e-9);
    const std::vector<int> count = repeats(film, *clip);
    for (std::size_t i = 0; i + 2 < count.size(); ++i) {
        EXPECT_EQ(count[i] + count[i + 1] + count[i + 2], 4) << i;
    }
}

TEST(Speed, AnotherCameraRateChangesThePaceAndSaysSo) {
    const auto film = moving_film(50, {25, 1});
    const auto clip = with_step(film, "speed:from=16,to=24");
    ASSERT_OK(clip);
    EXPECT_EQ((*clip)->info().frames, 75);
    EXPECT_NEAR((*clip)->info().pace, 16.0 / 25, 1e-9);
    EXPECT_NEAR(length_of((*clip)->info()), 50.0 / 16, 1e-9);
}

TEST(Speed, ABlendLiesBetweenItsNeighboursButNotAcrossACut) {
    auto info = info_of(4, {12, 1}, 9);
    info.shots = std::make_shared<FixedShots>(4, std::vector<std::int64_t>{2});
    const auto film = std::make_shared<MadeClip>(info, [](std::int64_t n) {
        auto frame = std::make_shared<Frame>(kWidth, kHeight, ColourSpec::bt709());
        std::fill(frame->values().begin(), frame->values().end(), 0.2F * static_cast<float>(n));
        return frame;
    });
    const auto clip = with_step(film, "speed:to=24,method=blend");
    ASSERT_OK(clip);
    ASSERT_EQ((*clip)->info().frames, 8);
    const std::vector<float> wanted{0, 0.1F, 0.2F, 0.4F, 0.4F, 0.5F, 0.6F, 0.6F};
    for (std::int64_t n = 0; n < 8; ++n) {
        EXPECT_NEAR(frame_of(*clip, n)->values()[0], wanted[static_cast<std::size_t>(n)], 1e-6)
            << n;
    }
    EXPECT_EQ(frame_of(*clip, 1)->origin()->pixels[0], Origin::Neighbour);
    EXPECT_EQ(frame_of(*clip, 2)->origin(), nullptr);
}

TEST(Speed, AnUnevenFilmBecomesEvenAndKeepsItsLength) {
    auto info = info_of(4, {10, 1}, 3);
    auto timeline = std::make_shared<pipeline::Timeline>();
    timeline->base = {1, 1000};
    timeline->starts = {40, 140, 440, 540}; // the second frame stands three times as long
    timeline->last_duration = 100;
    info.timeline = timeline;
    info.rate = {20, 3};
    const auto film = std::make_shared<MadeClip>(
        info, [](std::int64_t n) { return FramePtr(picture_at(static_cast<double>(n))); });
    const auto clip = with_step(film, "speed:to=10");
    ASSERT_OK(clip);
    EXPECT_EQ(repeats(film, *clip), (std::vector<int>{1, 3, 1, 1}));
    EXPECT_NEAR(length_of((*clip)->info()), 0.6, 1e-9);
    const pipeline::Timeline& even = *(*clip)->info().timeline;
    EXPECT_NEAR(static_cast<double>(even.starts.front()) * even.base.value(), 0.04, 1e-9);
}

TEST(Speed, WrongParametersAreRefusedWithAHint) {
    const auto film = moving_film(10);
    for (const char* step :
         {"speed:to=12", "speed:from=30,to=24", "speed:to=fast", "speed:to=0", "speed:from=16/0",
          "interpolate:fps=12", "interpolate:fps=abc", "interpolate:factor=9",
          "interpolate:factor=1", "telecine:mode=duplicates,fps=30"}) {
        const auto clip = with_step(film, step);
        ASSERT_FALSE(clip) << step;
        EXPECT_EQ(clip.error().code, ErrorCode::InvalidArgument) << step;
    }
    for (const char* step : {"speed:to=24", "interpolate", "telecine"}) {
        const auto clip = with_step(moving_film(1), step);
        ASSERT_FALSE(clip) << step;
        EXPECT_EQ(clip.error().code, ErrorCode::InvalidArgument);
        EXPECT_FALSE(clip.error().hint.empty());
    }
}

TEST(Interpolate, RealFramesStayAndNothingIsMadeAcrossACut) {
    KINOVAR_NEEDS_RIFE();
    auto info = info_of(4, {24, 1}, 5);
    info.shots = std::make_shared<FixedShots>(4, std::vector<std::int64_t>{2});
    const auto film = std::make_shared<MadeClip>(
        info, [](std::int64_t n) { return FramePtr(picture_at(static_cast<double>(n))); });
    const auto clip = with_step(film, "interpolate:factor=3");
    ASSERT_OK(clip);
    ASSERT_EQ((*clip)->info().frames, 12);
    EXPECT_EQ((*clip)->info().rate, (Rational{72, 1}));
    EXPECT_NEAR(length_of((*clip)->info()), 4.0 / 24, 1e-9);
    EXPECT_EQ((*clip)->info().credits.size(), 1U);
    ASSERT_NE((*clip)->info().faithful, nullptr);
    EXPECT_EQ((*clip)->info().faithful->info().frames, 12);
    for (std::int64_t n = 0; n < 12; n += 3) {
        EXPECT_TRUE(same(*frame_of(film, n / 3), *frame_of(*clip, n))) << n;
        EXPECT_EQ(frame_of(*clip, n)->origin(), nullptr);
    }
    EXPECT_EQ(frame_of(*clip, 1)->origin()->pixels[0], Origin::Model);
    EXPECT_TRUE(same(*frame_of(film, 1), *frame_of(*clip, 4)));  // before the cut
    EXPECT_TRUE(same(*frame_of(film, 2), *frame_of(*clip, 5)));  // behind it
    EXPECT_TRUE(same(*frame_of(film, 3), *frame_of(*clip, 11))); // nothing comes after
}

TEST(Interpolate, WhereNothingMovesTheFrameItselfStands) {
    KINOVAR_NEEDS_RIFE();
    const auto film = std::make_shared<MadeClip>(
        info_of(3, {24, 1}, 6), [](std::int64_t /*n*/) { return FramePtr(picture_at(0)); });
    const auto clip = with_step(film, "interpolate:fps=60");
    ASSERT_OK(clip);
    for (std::int64_t n = 0; n < (*clip)->info().frames; ++n) {
        EXPECT_TRUE(same(*picture_at(0), *frame_of(*clip, n))) << n;
    }
}

TEST(Interpolate, AnUnevenFilmStaysAsUnevenAsItIs) {
    KINOVAR_NEEDS_RIFE();
    auto info = info_of(3, {10, 1}, 7);
    auto timeline = std::make_shared<pipeline::Timeline>();
    timeline->base = {1, 1000};
    timeline->starts = {0, 100, 400};
    timeline->last_duration = 101;
    info.timeline = timeline;
    info.rate = {6, 1};
    const auto film = std::make_shared<MadeClip>(
        info, [](std::int64_t n) { return FramePtr(picture_at(static_cast<double>(n))); });
    const auto clip = with_step(film, "interpolate:factor=2");
    ASSERT_OK(clip);
    const pipeline::Timeline& made = *(*clip)->info().timeline;
    EXPECT_EQ(made.base, (Rational{1, 2000}));
    EXPECT_EQ(made.starts, (std::vector<std::int64_t>{0, 100, 200, 500, 800, 901}));
    EXPECT_EQ(made.last_duration, 101);
}

/// Every other frame of a real clip is left out and made again.
TEST(Interpolate, IsFarBetterThanRepeatingOnARealClip) {
    KINOVAR_NEEDS_RIFE();
    KINOVAR_NEEDS_SHARED(path, "data/clips/woman_restaurant.mkv");
    const auto source = pipeline::SourceClip::open(path);
    ASSERT_OK(source);
    constexpr std::int64_t kHalf = 8;
    auto info = (*source)->info();
    info.frames = kHalf;
    info.timeline = info_of(kHalf, {8, 1}, 0).timeline;
    info.rate = {8, 1};
    const auto film = std::make_shared<MadeClip>(
        info, [&](std::int64_t n) { return (*source)->frame(2 * n, {}).value(); });
    const auto clip = with_step(film, "interpolate");
    ASSERT_OK(clip);
    double made = 0;
    double repeated = 0;
    for (std::int64_t n = 0; n + 1 < kHalf; ++n) {
        const auto truth = (*source)->frame(2 * n + 1, {}).value();
        made += psnr(*truth, *frame_of(*clip, 2 * n + 1)) / (kHalf - 1);
        repeated += psnr(*truth, *frame_of(*clip, 2 * n)) / (kHalf - 1);
    }
    RecordProperty("made", std::to_string(made));
    RecordProperty("repeated", std::to_string(repeated));
    EXPECT_GT(made, repeated + 3);
}

} // namespace
} // namespace kinovar::steps::test
