#include "ui/timeline/curve_keys.h"

#include <gtest/gtest.h>

namespace kinovar::ui {
namespace {

using portrait::Channel;
using portrait::Curves;
using portrait::Ending;

constexpr double kGap = 0.04;

Curves loop() {
    return {4, Ending::Loop, {{Channel::Yaw, {{0, 1}, {1, 8}, {2, -8}}}}};
}

const portrait::Key& key(const Curves& curves, std::size_t index) {
    return *key_at(curves, {Channel::Yaw, index});
}

TEST(CurveKeys, MoveBetweenTheirNeighbours) {
    const Curves right = with_moved_keys(loop(), {{Channel::Yaw, 1}}, 5, 0, kGap);
    EXPECT_DOUBLE_EQ(key(right, 1).time, 2 - kGap);
    const Curves left = with_moved_keys(loop(), {{Channel::Yaw, 1}}, -5, 0, kGap);
    EXPECT_NEAR(key(left, 1).time, kGap, 1e-9);
    const Curves last = with_moved_keys(loop(), {{Channel::Yaw, 2}}, 5, 0, kGap);
    EXPECT_DOUBLE_EQ(key(last, 2).time, 4 - kGap);
}

TEST(CurveKeys, StayWithinTheLimitsOfTheChannel) {
    const double most = portrait::limits_of(Channel::Yaw).greatest;
    const Curves up = with_moved_keys(loop(), {{Channel::Yaw, 1}}, 0, 1000, kGap);
    EXPECT_DOUBLE_EQ(key(up, 1).value, most);
}

TEST(CurveKeys, TheStartOfAMotionStaysAtItsTime) {
    const Curves moved = with_moved_keys(loop(), {{Channel::Yaw, 0}}, 0.5, 2, kGap);
    EXPECT_DOUBLE_EQ(key(moved, 0).time, 0);
    EXPECT_DOUBLE_EQ(key(moved, 0).value, 3);
    // So does all that is chosen with it.
    const Curves both =
        with_moved_keys(loop(), {{Channel::Yaw, 0}, {Channel::Yaw, 1}}, 0.5, 0, kGap);
    EXPECT_DOUBLE_EQ(key(both, 1).time, 1);
}

TEST(CurveKeys, ChosenTogetherKeepTheirDistance) {
    const Curves moved =
        with_moved_keys(loop(), {{Channel::Yaw, 1}, {Channel::Yaw, 2}}, 5, 0, kGap);
    EXPECT_DOUBLE_EQ(key(moved, 2).time, 4 - kGap);
    EXPECT_DOUBLE_EQ(key(moved, 1).time, 3 - kGap);
}

TEST(CurveKeys, BothEndsOfALoopAreOne) {
    Curves curves = loop();
    curves.channels[Channel::Yaw].push_back({4, 1});
    const Curves start = with_moved_keys(curves, {{Channel::Yaw, 0}}, 0, 2, kGap);
    EXPECT_DOUBLE_EQ(key(start, 3).value, 3);
    const Curves end = with_moved_keys(curves, {{Channel::Yaw, 3}}, 0, -2, kGap);
    EXPECT_DOUBLE_EQ(key(end, 0).value, -1);
    // A key at the end of a loop is one at its start.
    KeyPlace place;
    const Curves added = with_key(loop(), Channel::Yaw, {4, 5}, kGap, &place);
    EXPECT_EQ(place, (KeyPlace{Channel::Yaw, 0}));
    EXPECT_DOUBLE_EQ(key(added, 0).value, 5);
    EXPECT_EQ(added.channels.at(Channel::Yaw).size(), 3U);
}

TEST(CurveKeys, ThereAndBackHasKeysOnTheWayThere) {
    Curves curves = loop();
    curves.ending = Ending::Return;
    EXPECT_DOUBLE_EQ(last_key_time(curves), 2);
    const Curves added = with_key(curves, Channel::Yaw, {3, 5}, kGap);
    EXPECT_DOUBLE_EQ(key(added, 2).time, 2);
    EXPECT_DOUBLE_EQ(key(added, 2).value, 5);
}

TEST(CurveKeys, AreAddedInOrderAndTakenAway) {
    KeyPlace place;
    const Curves added = with_key(loop(), Channel::Yaw, {1.5, 3}, kGap, &place);
    EXPECT_EQ(place.index, 2U);
    EXPECT_DOUBLE_EQ(key(added, 2).value, 3);
    EXPECT_EQ(without_keys(added, {place}), loop());
    const Curves none = without_keys(
        loop(), {{Channel::Yaw, 0}, {Channel::Yaw, 1}, {Channel::Yaw, 2}, {Channel::Smile, 0}});
    EXPECT_TRUE(none.channels.empty());
}

TEST(CurveKeys, EveryChannelHasAName) {
    std::set<QString> names;
    for (int i = 0; i < portrait::kChannels; ++i) {
        names.insert(channel_title(static_cast<Channel>(i)));
    }
    EXPECT_EQ(names.size(), static_cast<std::size_t>(portrait::kChannels));
    EXPECT_FALSE(names.contains(QString()));
}

} // namespace
} // namespace kinovar::ui
