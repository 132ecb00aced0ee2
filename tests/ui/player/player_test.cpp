#include "tests/support/support.h"
#include "ui/player/player.h"

#include <QSignalSpy>
#include <QTest>
#include <cstdlib>

namespace kinovar::ui {
namespace {

constexpr int kDeadlineMs = 60'000;
constexpr std::int64_t kFrames = 60;

class Players : public testing::Test {
protected:
    void SetUp() override {
        ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
        const auto film = folder / "film.mkv";
        ASSERT_EQ(test::run_command("ffmpeg -v error -y -f lavfi -i testsrc=size=64x48:rate=25 "
                                    "-frames:v 60 -c:v ffv1 " +
                                    test::quoted(film))
                      .exit_code,
                  0);
        ASSERT_OK(studio.new_project(folder / "work.kinovar"));
        studio.add_media(film);
        ASSERT_TRUE(wait([this] { return studio.source(studio.reel()) != nullptr; }));
        show({Point::Kind::Scan});
        QObject::connect(&studio, &Studio::frame_changed,
                         [this](std::int64_t frame) { visited.push_back(frame); });
    }
    [[nodiscard]] static bool wait(const std::function<bool()>& so) {
        return QTest::qWaitFor(so, kDeadlineMs);
    }
    void show(const Point& point) {
        const auto view = studio.view(point);
        ASSERT_OK(view);
        player.set_views({*view});
    }
    [[nodiscard]] Hash128 key() const { return player.views().front().full->info().key; }
    [[nodiscard]] bool has_all(std::int64_t first, std::int64_t last) const {
        for (std::int64_t n = first; n <= last; ++n) {
            if (!studio.pictures().has(key(), n)) {
                return false;
            }
        }
        return true;
    }
    /// All frames are in memory.
    void fill() {
        for (std::int64_t n = 0; n < kFrames; n += 20) {
            studio.set_frame(n);
            // Every one of them: who goes on stops the frames that are still being made.
            ASSERT_TRUE(wait([&] { return has_all(n, std::min(n + 20, kFrames - 1)); }));
        }
        studio.set_frame(0);
        ASSERT_TRUE(wait([&] {
            return studio.pictures().kept(key()) ==
                   std::vector<preview::FrameSpan>{{0, kFrames - 1}};
        }));
        visited.clear();
    }

    test::TemporaryFolder folder;
    Studio studio;
    Player player{studio};
    std::vector<std::int64_t> visited;
};

TEST_F(Players, ThePictureAtThePlayheadComesFirst) {
    QSignalSpy arrivals(&studio, &Studio::picture_arrived);
    studio.set_frame(30);
    ASSERT_TRUE(wait([&] { return studio.pictures().has(key(), 30); }));
    ASSERT_TRUE(wait([&] { return studio.pictures().has(key(), 59); }));
    // For a step back.
    EXPECT_TRUE(wait([&] { return studio.pictures().has(key(), 28); }));
}

TEST_F(Players, StepsAreExact) {
    player.step(7);
    EXPECT_EQ(studio.frame(), 7);
    player.step(-3);
    EXPECT_EQ(studio.frame(), 4);
    player.step(-100);
    EXPECT_EQ(studio.frame(), 0);
    player.step(1000);
    EXPECT_EQ(studio.frame(), kFrames - 1);
    player.play();
    player.step(-1);
    EXPECT_FALSE(player.playing());
}

TEST_F(Players, ShuttleGetsFasterAndTurnsRound) {
    QSignalSpy states(&player, &Player::state_changed);
    for (const double speed : {1.0, 2.0, 4.0, 8.0, 8.0}) {
        player.shuttle_forward();
        EXPECT_EQ(player.speed(), speed);
    }
    for (const double speed : {-1.0, -2.0, -4.0, -8.0, -8.0}) {
        player.shuttle_back();
        EXPECT_EQ(player.speed(), speed);
    }
    player.shuttle_forward();
    EXPECT_EQ(player.speed(), 1);
    player.shuttle_stop();
    EXPECT_FALSE(player.playing());
    player.toggle();
    EXPECT_EQ(player.speed(), 1);
    player.toggle();
    EXPECT_FALSE(player.playing());
    EXPECT_EQ(states.count(), 14);
}

TEST_F(Players, PlaysToTheEndOfTheRangeAndStops) {
    fill();
    studio.set_in(10);
    studio.set_out(20);
    player.play(); // the playhead lies before the range
    ASSERT_TRUE(wait([&] { return !player.playing(); }));
    EXPECT_EQ(studio.frame(), 20);
    EXPECT_EQ(visited.front(), 10);
    EXPECT_TRUE(std::is_sorted(visited.begin(), visited.end()));
    EXPECT_EQ(static_cast<int>(visited.size()) + player.dropped(), 11);
}

TEST_F(Players, PlaysBackwards) {
    fill();
    studio.set_frame(15);
    visited.clear();
    player.play(-1);
    ASSERT_TRUE(wait([&] { return !player.playing(); }));
    EXPECT_EQ(studio.frame(), 0);
    EXPECT_TRUE(std::is_sorted(visited.rbegin(), visited.rend()));
    EXPECT_EQ(static_cast<int>(visited.size()) + player.dropped(), 15);
}

TEST_F(Players, LoopsRoundTheRangeInBothDirections) {
    fill();
    studio.set_in(5);
    studio.set_out(9);
    player.set_loops(true);
    player.play();
    ASSERT_TRUE(wait([&] { return visited.size() > 12; }));
    EXPECT_TRUE(player.playing());
    visited.clear();
    player.play(-1);
    ASSERT_TRUE(wait([&] { return visited.size() > 12; }));
    player.stop();
    for (const std::int64_t frame : visited) {
        EXPECT_TRUE(frame >= 5 && frame <= 9) << frame;
    }
}

TEST_F(Players, FramesThatAreNotThereAreCountedNotHidden) {
    // Pictures of this size do not fit: only the playhead's own are kept.
    fill();
    studio.pictures().set_memory_budget(1);
    studio.pictures().clear();
    player.set_views({*studio.view({Point::Kind::Scan})});
    QSignalSpy dropped(&player, &Player::dropped_changed);
    player.set_loops(true); // the film is short, and now and then a frame comes just in time
    player.play();
    ASSERT_TRUE(wait([&] { return player.dropped() > 5; }));
    EXPECT_GT(dropped.count(), 1);
    player.stop();
    EXPECT_GT(player.dropped(), 5);
}

TEST_F(Players, EveryFrameModeSkipsNone) {
    player.set_every_frame(true);
    player.play(8);
    player.play(1);
    ASSERT_TRUE(wait([&] { return !player.playing(); }));
    EXPECT_EQ(player.dropped(), 0);
    EXPECT_EQ(studio.frame(), kFrames - 1);
    std::vector<std::int64_t> all;
    for (std::int64_t n = 1; n < kFrames; ++n) {
        all.push_back(n);
    }
    EXPECT_EQ(visited, all);
}

TEST_F(Players, SomebodyElseMayMoveThePlayheadWhileItPlays) {
    fill();
    player.play();
    studio.set_frame(40);
    ASSERT_TRUE(wait([&] { return studio.frame() > 42; }));
    EXPECT_TRUE(player.playing());
    player.stop();
}

TEST_F(Players, WithoutAReelItStands) {
    studio.close_project();
    player.play();
    EXPECT_FALSE(player.playing());
    player.step(1);
    EXPECT_FALSE(player.has_sound());
}

} // namespace
} // namespace kinovar::ui
