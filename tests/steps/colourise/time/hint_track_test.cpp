#include "core/steps/colourise/time/hint_track.h"
#include "tests/steps/colourise/time/moving_scene.h"
#include "tests/support/support.h"

namespace kinovar::colourise {
namespace {

using test::MovingScene;

ColourHint point_at(std::int64_t frame, Place place, std::int64_t last) {
    ColourHint hint;
    hint.colour = {45, 30};
    hint.last = last;
    hint.keys = {{frame, {place}}};
    return hint;
}

TEST(HintTrack, APointStaysOnItsThing) {
    const MovingScene scene = test::moving_scene("hints, follow", 20);
    const Motion motion(scene.clip);
    const std::vector hints{point_at(10, MovingScene::place_in_square(10), 19)};
    for (const std::int64_t n : {0, 5, 10, 15, 19}) {
        const auto placed = hints_at(hints, n, motion, {});
        ASSERT_OK(placed);
        ASSERT_EQ(placed->size(), 1U) << n;
        const Place at = placed->front().places.front();
        const Place truth = MovingScene::place_in_square(n);
        EXPECT_NEAR(at.x * MovingScene::kWidth, truth.x * MovingScene::kWidth, 3) << n;
        EXPECT_NEAR(at.y * MovingScene::kHeight, truth.y * MovingScene::kHeight, 3) << n;
    }
}

TEST(HintTrack, KeysAreWhereTheyWerePut) {
    const MovingScene scene = test::moving_scene("hints, keys", 12);
    const Motion motion(scene.clip);
    ColourHint hint = point_at(2, MovingScene::place_in_square(2), 11);
    hint.keys.push_back({8, {{0.75, 0.25}}}); // corrected by hand, whatever the motion says
    const std::vector hints{hint};
    for (const HintKey& key : hint.keys) {
        const auto placed = hints_at(hints, key.frame, motion, {});
        ASSERT_OK(placed);
        ASSERT_EQ(placed->size(), 1U);
        EXPECT_EQ(placed->front().places, key.places);
    }
    const auto between = hints_at(hints, 5, motion, {});
    ASSERT_OK(between);
    ASSERT_EQ(between->size(), 1U);
    EXPECT_GT(between->front().places.front().x, MovingScene::place_in_square(5).x);
}

TEST(HintTrack, EndsAtCutsAndBeyondItsRange) {
    const MovingScene scene = test::moving_scene("hints, cut", 12, 6);
    const Motion motion(scene.clip);
    ColourHint hint = point_at(2, MovingScene::place_in_square(2), 11);
    hint.first = 1;
    const std::vector hints{hint};
    const auto count = [&](std::int64_t n) { return hints_at(hints, n, motion, {})->size(); };
    EXPECT_EQ(count(0), 0U);
    EXPECT_EQ(count(1), 1U);
    EXPECT_EQ(count(5), 1U);
    EXPECT_EQ(count(6), 0U);
    EXPECT_EQ(count(11), 0U);
}

TEST(HintTrack, IsDroppedWhenHidden) {
    const MovingScene scene = test::moving_scene("hints, hidden", 24);
    const Motion motion(scene.clip);
    // On the ground, just before the square, which passes over it.
    const Place ground{(MovingScene::kStart.x + MovingScene::kSide + 16) / MovingScene::kWidth,
                       (MovingScene::kStart.y + 22) / MovingScene::kHeight};
    const std::vector hints{point_at(0, ground, 23)};
    const auto soon = hints_at(hints, 1, motion, {});
    ASSERT_OK(soon);
    EXPECT_EQ(soon->size(), 1U);
    const auto later = hints_at(hints, 14, motion, {});
    ASSERT_OK(later);
    EXPECT_TRUE(later->empty());
}

TEST(HintTrack, AStrokeLosesNotItsHiddenEnd) {
    const MovingScene scene = test::moving_scene("hints, stroke", 8);
    const Motion motion(scene.clip);
    ColourHint hint = point_at(0, {}, 7);
    hint.shape = HintShape::Stroke;
    const Place middle = MovingScene::place_in_square(0);
    hint.keys = {{0, {{middle.x - 0.05, middle.y}, middle, {middle.x + 0.05, middle.y}}}};
    const auto placed = hints_at({hint}, 7, motion, {});
    ASSERT_OK(placed);
    ASSERT_EQ(placed->size(), 1U);
    ASSERT_EQ(placed->front().places.size(), 3U);
    const Place at = placed->front().places[1];
    EXPECT_NEAR(at.x, MovingScene::place_in_square(7).x, 0.02);
    EXPECT_NEAR(at.y, MovingScene::place_in_square(7).y, 0.02);
}

TEST(HintTrack, StopsWhenAsked) {
    const MovingScene scene = test::moving_scene("hints, stop", 8);
    const Motion motion(scene.clip);
    std::stop_source stop;
    stop.request_stop();
    const auto placed =
        hints_at({point_at(0, MovingScene::place_in_square(0), 7)}, 7, motion, {stop.get_token()});
    ASSERT_FALSE(placed);
    EXPECT_EQ(placed.error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace kinovar::colourise
