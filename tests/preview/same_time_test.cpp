#include "core/preview/picture_service.h"

#include <gtest/gtest.h>

namespace kinovar::preview {
namespace {

pipeline::ClipInfo film(std::int64_t frames, Rational rate, double pace = 1) {
    pipeline::ClipInfo info{.frames = frames, .rate = rate, .colour = ColourSpec::srgb()};
    info.pace = pace;
    return info;
}

TEST(SameTime, EqualRatesGiveTheSameFrame) {
    const auto a = film(1000, {24000, 1001});
    for (const std::int64_t n : {0, 1, 500, 999}) {
        EXPECT_EQ(frame_at_same_time(a, n, 0.9, a), n);
    }
}

TEST(SameTime, TwiceTheRateFollowsTheFraction) {
    const auto scan = film(100, {24, 1});
    const auto fast = film(200, {48, 1});
    for (std::int64_t n = 0; n < 100; ++n) {
        EXPECT_EQ(frame_at_same_time(scan, n, 0, fast), 2 * n);
        EXPECT_EQ(frame_at_same_time(scan, n, 0.4, fast), 2 * n);
        EXPECT_EQ(frame_at_same_time(scan, n, 0.6, fast), 2 * n + 1);
        EXPECT_EQ(frame_at_same_time(fast, 2 * n, 0, scan), n);
        EXPECT_EQ(frame_at_same_time(fast, 2 * n + 1, 0, scan), n);
    }
}

TEST(SameTime, AFilmAtAnotherPaceFollowsTheSource) {
    const auto scan = film(160, {16, 1});
    const auto quick = film(160, {24, 1}, 1.5); // the same frames, shown faster
    for (std::int64_t n = 0; n < 160; ++n) {
        EXPECT_EQ(frame_at_same_time(scan, n, 0, quick), n);
        EXPECT_EQ(frame_at_same_time(quick, n, 0, scan), n);
    }
}

TEST(SameTime, UnevenTimesAndAnOffsetOfTheSource) {
    auto scan = film(4, {25, 1});
    auto timeline = std::make_shared<pipeline::Timeline>();
    timeline->base = {1, 1000};
    timeline->starts = {5000, 5040, 5200, 5240};
    timeline->last_duration = 40;
    scan.timeline = timeline;
    const auto even = film(8, {25, 1});
    EXPECT_EQ(frame_at_same_time(scan, 0, 0, even), 0);
    EXPECT_EQ(frame_at_same_time(scan, 1, 0, even), 1);
    EXPECT_EQ(frame_at_same_time(scan, 1, 0.5, even), 3);
    EXPECT_EQ(frame_at_same_time(scan, 2, 0, even), 5);
    EXPECT_EQ(frame_at_same_time(even, 4, 0, scan), 1);
    EXPECT_EQ(frame_at_same_time(even, 7, 0, scan), 3);
    EXPECT_EQ(frame_at_same_time(film(99, {25, 1}), 50, 0, scan), 3);
    EXPECT_DOUBLE_EQ(start_seconds(scan, 2), 0.2);
    EXPECT_DOUBLE_EQ(start_seconds(scan, 4), 0.28);
    EXPECT_EQ(frame_at_seconds(scan, 0.21), 2);
}

} // namespace
} // namespace kinovar::preview
