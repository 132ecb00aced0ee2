#include "core/steps/retouch/track/tracker.h"
#include "tests/steps/retouch/track/moving_film.h"
#include "tests/support/support.h"

#include <stop_token>
#include <thread>

namespace kinovar::retouch::test {

namespace {

constexpr double kFine = 0.15; // px
const cv::Rect2d kBox(192, 144, 48, 36);

Fix fix_over_the_box(Follow follow, std::int64_t drawn_at = 0) {
    return boxed_fix(192 / 480.0, 144 / 360.0, 48 / 480.0, 36 / 360.0, follow, drawn_at);
}

MovingFilm panning() {
    MovingFilm film;
    film.motion = [](int n) { return shift(1.7 * n, -0.6 * n); };
    return film;
}

TEST(Tracker, StillFixesStayAndMeasureNothing) {
    const MovingFilm film = panning();
    const auto clip = film.make("still");
    const Tracker tracker(clip, film.size);
    const auto placement = tracker.at(fix_over_the_box(Follow::Still), 20, {});
    ASSERT_OK(placement);
    EXPECT_LT(error_of(placement->to_now, kIdentity, kBox), 1e-9);
    EXPECT_EQ(placement->confidence, 1);
    EXPECT_FALSE(placement->lost);
    EXPECT_EQ(clip->pulls(0) + clip->pulls(20), 0);
}

TEST(Tracker, FollowsARegionBothWays) {
    const MovingFilm film = panning();
    const Tracker tracker(film.make("pan"), film.size);
    for (const int n : {0, 9, 10, 11, 23}) {
        const auto placement = tracker.at(fix_over_the_box(Follow::Region, 10), n, {});
        ASSERT_OK(placement);
        EXPECT_LT(error_of(placement->to_now, film.truth(10, n), kBox), kFine) << n;
    }
}

TEST(Tracker, PlacesAreThoseOfTheStepsInput) {
    const MovingFilm film = panning();
    const Tracker tracker(film.make("pan"), film.size * 2);
    const auto placement = tracker.at(fix_over_the_box(Follow::Region), 20, {});
    ASSERT_OK(placement);
    const Affine truth = scaled(film.truth(0, 20), {2, 2});
    EXPECT_LT(error_of(placement->to_now, truth, {384, 288, 96, 72}), 2 * kFine);
}

TEST(Tracker, StopsAtCuts) {
    MovingFilm film = panning();
    film.cuts = {12};
    const Tracker tracker(film.make("cut"), film.size);
    const Fix fix = fix_over_the_box(Follow::Region, 5);
    const auto last = tracker.at(fix, 11, {});
    const auto beyond = tracker.at(fix, 12, {});
    ASSERT_OK(last);
    ASSERT_OK(beyond);
    EXPECT_FALSE(last->lost);
    EXPECT_TRUE(beyond->lost);
    EXPECT_EQ(beyond->confidence, 0);
}

TEST(Tracker, AKeyInAnotherShotHoldsThere) {
    MovingFilm film = panning();
    film.cuts = {12};
    const Tracker tracker(film.make("cut"), film.size);
    Fix fix = fix_over_the_box(Follow::Region, 5);
    fix.keys = {{14, {.dx = 0.1}}};
    const auto there = tracker.at(fix, 16, {});
    ASSERT_OK(there);
    EXPECT_FALSE(there->lost);
    EXPECT_LT(error_of(there->to_now, after(film.truth(14, 16), shift(48, 0)), kBox), kFine);
}

TEST(Tracker, KeysAreHeldExactlyAndBlendedBetween) {
    const MovingFilm film = panning();
    const Tracker tracker(film.make("pan"), film.size);
    Fix fix = fix_over_the_box(Follow::Region, 2);
    // At frame 20 a hand moved it 4 px to the right of where it would be.
    const Affine followed = film.truth(2, 20);
    fix.keys = {{20, {.dx = (followed(0, 2) + 4) / 480, .dy = followed(1, 2) / 360}}};
    const auto at_key = tracker.at(fix, 20, {});
    ASSERT_OK(at_key);
    EXPECT_LT(error_of(at_key->to_now, moved(followed, {4, 0}), kBox), 1e-6);
    const auto between = tracker.at(fix, 11, {});
    ASSERT_OK(between);
    EXPECT_LT(error_of(between->to_now, moved(film.truth(2, 11), {2, 0}), kBox), 0.3);
    const auto beyond = tracker.at(fix, 23, {});
    ASSERT_OK(beyond);
    EXPECT_LT(error_of(beyond->to_now, moved(film.truth(2, 23), {4, 0}), kBox), kFine);
}

TEST(Tracker, AnswersDoNotDependOnTheOrderOfQuestions) {
    MovingFilm film = panning();
    film.noise = 3;
    const Fix fix = fix_over_the_box(Follow::Region, 4);
    std::vector<Affine> forwards, backwards;
    {
        // Other names: nothing that was kept for one is used for the other.
        const Tracker tracker(film.make("order a"), film.size);
        for (int n = 0; n < film.frames; ++n) {
            forwards.push_back(tracker.at(fix, n, {})->to_now);
        }
    }
    const Tracker tracker(film.make("order b"), film.size);
    for (int n = film.frames - 1; n >= 0; --n) {
        backwards.insert(backwards.begin(), tracker.at(fix, n, {})->to_now);
    }
    for (std::size_t n = 0; n < forwards.size(); ++n) {
        EXPECT_EQ(forwards[n], backwards[n]) << n;
    }
}

TEST(Tracker, DoesNotGoThroughFramesTwice) {
    const MovingFilm film = panning();
    const auto clip = film.make("twice");
    const Fix fix = fix_over_the_box(Follow::Region);
    ASSERT_OK(Tracker(clip, film.size).at(fix, 23, {}));
    const int pulls = clip->pulls(12);
    ASSERT_OK(Tracker(clip, film.size).at(fix, 23, {}));
    ASSERT_OK(Tracker(clip, film.size).at(fix, 13, {}));
    EXPECT_EQ(clip->pulls(12), pulls);
    EXPECT_EQ(pulls, 1);
}

TEST(Tracker, SeveralMayAskAtOnce) {
    const MovingFilm film = panning();
    const auto clip = film.make("at once");
    const Tracker tracker(clip, film.size);
    const Fix fix = fix_over_the_box(Follow::Region, 12);
    std::vector<Placement> found(static_cast<std::size_t>(film.frames));
    {
        std::vector<std::jthread> threads;
        constexpr int kThreads = 3;
        for (int i = 0; i < kThreads; ++i) {
            threads.emplace_back([&, i] {
                for (int n = i; n < film.frames; n += kThreads) {
                    found[static_cast<std::size_t>(n)] = *tracker.at(fix, n, {});
                }
            });
        }
    }
    for (int n = 0; n < film.frames; ++n) {
        const Placement& one = found[static_cast<std::size_t>(n)];
        EXPECT_LT(error_of(one.to_now, film.truth(12, n), kBox), kFine) << n;
    }
}

TEST(Tracker, StopsWhenAsked) {
    const MovingFilm film = panning();
    const auto clip = film.make("stopped");
    const Tracker tracker(clip, film.size);
    std::stop_source source;
    source.request_stop();
    const auto placement = tracker.at(fix_over_the_box(Follow::Region), 20, {source.get_token()});
    ASSERT_FALSE(placement);
    EXPECT_EQ(placement.error().code, ErrorCode::Cancelled);
    EXPECT_EQ(clip->pulls(20), 0);
    // Nobody else is disturbed by that.
    ASSERT_OK(tracker.at(fix_over_the_box(Follow::Region), 20, {}));
}

} // namespace

} // namespace kinovar::retouch::test
