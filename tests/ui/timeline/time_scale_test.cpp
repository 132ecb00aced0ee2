#include "ui/timeline/time_scale.h"

#include <gtest/gtest.h>

#include <random>

namespace kinovar::ui {
namespace {

TimeScale scale_of(std::int64_t frames, int width) {
    TimeScale scale;
    scale.set_size(frames, width);
    return scale;
}

TEST(TimeScales, BeginWithTheWholeFilm) {
    const TimeScale scale = scale_of(200000, 1600);
    EXPECT_TRUE(scale.shows_whole());
    EXPECT_EQ(scale.first_shown(), 0);
    EXPECT_EQ(scale.last_shown(), 199999);
    EXPECT_DOUBLE_EQ(scale.x_of(200000), 1600);
}

TEST(TimeScales, ZoomToOneFrameAndNoFurther) {
    TimeScale scale = scale_of(200000, 1600);
    scale.zoom_to(1e12, 800);
    EXPECT_DOUBLE_EQ(scale.frames_shown(), 1);
    EXPECT_EQ(scale.frame_at(800), 100000);
    scale.zoom_to(0, 800);
    EXPECT_TRUE(scale.shows_whole());
}

TEST(TimeScales, ZoomKeepsWhatIsUnderTheCursor) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> place(0.2, 0.8);
    std::uniform_real_distribution<double> factor(0.5, 2.2);
    TimeScale scale = scale_of(200000, 1600);
    scale.zoom_to(1, 800);
    for (int i = 0; i < 500; ++i) {
        const double x = place(random) * 1600;
        const double before = scale.position_at(x);
        scale.zoom_to(scale.zoom() * factor(random), x);
        const bool at_an_end =
            scale.left() == 0 || scale.left() == scale.greatest_left() || scale.shows_whole();
        if (!at_an_end) {
            EXPECT_NEAR(scale.position_at(x), before, 1e-6);
        }
    }
}

TEST(TimeScales, PixelsAndFramesAgree) {
    TimeScale scale = scale_of(1000, 800);
    scale.zoom_to(7.3, 400);
    for (std::int64_t n = scale.first_shown() + 1; n < scale.last_shown(); ++n) {
        const auto at = static_cast<double>(n);
        EXPECT_EQ(scale.frame_at(scale.x_of(at) + 0.01), n);
        EXPECT_EQ(scale.edge_at(scale.x_of(at)), n);
    }
}

TEST(TimeScales, StayWithinTheFilm) {
    TimeScale scale = scale_of(1000, 500);
    scale.zoom_to(5, 0);
    scale.scroll_to(-50);
    EXPECT_DOUBLE_EQ(scale.left(), 0);
    scale.scroll_to(5000);
    EXPECT_DOUBLE_EQ(scale.left(), 900);
    EXPECT_EQ(scale.frame_at(1e9), 999);
    EXPECT_EQ(scale.frame_at(-1e9), 0);
}

TEST(TimeScales, KeepTheirZoomWhenTheWindowGrows) {
    TimeScale scale = scale_of(1000, 500);
    scale.zoom_to(5, 0);
    scale.scroll_to(300);
    scale.set_size(1000, 700);
    EXPECT_DOUBLE_EQ(scale.zoom(), 5);
    EXPECT_DOUBLE_EQ(scale.left(), 300);
    TimeScale whole = scale_of(1000, 500);
    whole.set_size(1000, 700);
    EXPECT_TRUE(whole.shows_whole());
}

TEST(TimeScales, TurnPagesOnlyWhenNeeded) {
    TimeScale scale = scale_of(1000, 500);
    scale.zoom_to(5, 0);
    scale.turn_page_to(99);
    EXPECT_DOUBLE_EQ(scale.left(), 0);
    scale.turn_page_to(100);
    EXPECT_DOUBLE_EQ(scale.left(), 100);
}

TEST(TimeScales, ThePlaceOfTheZoomGoesBothWays) {
    TimeScale scale = scale_of(200000, 1600);
    for (const double place : {0.0, 0.25, 0.5, 1.0}) {
        scale.zoom_to(scale.zoom_at_place(place), 0);
        EXPECT_NEAR(scale.zoom_place(), place, 1e-9);
    }
}

TEST(TimeScales, AStillAndNothing) {
    TimeScale still = scale_of(1, 500);
    EXPECT_EQ(still.frame_at(499), 0);
    EXPECT_DOUBLE_EQ(still.zoom_place(), 0);
    TimeScale nothing = scale_of(0, 500);
    EXPECT_EQ(nothing.frame_at(100), 0);
    EXPECT_EQ(nothing.last_shown(), 0);
}

} // namespace
} // namespace kinovar::ui
