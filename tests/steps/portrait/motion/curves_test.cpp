#include "core/steps/portrait/motion/motion.h"
#include "tests/support/support.h"

#include <cmath>

namespace {

using namespace kinovar::portrait;

Curves yaw_curves(Ending ending, std::vector<Key> keys, double seconds = 4) {
    Curves curves{.seconds = seconds, .ending = ending};
    curves.channels[Channel::Yaw] = std::move(keys);
    return curves;
}

double yaw(const Curves& curves, double time) {
    return curves.sample(time)[Channel::Yaw];
}

TEST(Curves, ChannelsHaveNamesAndLimits) {
    for (int i = 0; i < kChannels; ++i) {
        const auto channel = static_cast<Channel>(i);
        const auto again = channel_from_text(to_string(channel));
        ASSERT_OK(again);
        EXPECT_EQ(*again, channel);
        EXPECT_LE(limits_of(channel).least, 0);
        EXPECT_GT(limits_of(channel).greatest, 0);
    }
    const auto none = channel_from_text("ears");
    ASSERT_FALSE(none);
    EXPECT_NE(none.error().message.find("'ears'"), std::string::npos);
    EXPECT_NE(none.error().hint.find("blink_left"), std::string::npos);
}

TEST(Curves, GoesThroughItsKeysAndNeverBeyond) {
    const Curves curves = yaw_curves(Ending::Once, {{0.5, 0}, {1, 8}, {1.2, 8}, {3, -2}});
    EXPECT_EQ(yaw(curves, 0), 0);
    EXPECT_EQ(yaw(curves, 1), 8);
    EXPECT_FLOAT_EQ(yaw(curves, 3), -2);
    EXPECT_EQ(yaw(curves, 4), -2);
    double before = 8;
    for (double t = 1; t <= 3; t += 0.01) {
        EXPECT_LE(yaw(curves, t), before + 1e-6);
        EXPECT_GE(yaw(curves, t), -2);
        before = yaw(curves, t);
    }
}

TEST(Curves, LoopIsSeamlessInValueAndSlope) {
    // Without keys at the seam, with one at the start, with one at either end.
    for (const auto& keys : {std::vector<Key>{{0.7, 6}, {1.9, -3}, {3.2, 5}},
                             std::vector<Key>{{0, 2}, {1.9, -3}, {3.2, 5}},
                             std::vector<Key>{{0, 2}, {1.9, -3}, {3.2, 5}, {4, 2}}}) {
        const Curves curves = yaw_curves(Ending::Loop, keys);
        EXPECT_EQ(curves.sample(4), curves.sample(0));
        constexpr double kStep = 1e-3;
        const double before = (yaw(curves, 4) - yaw(curves, 4 - kStep)) / kStep;
        const double after = (yaw(curves, kStep) - yaw(curves, 0)) / kStep;
        EXPECT_NEAR(before, after, 0.05);
    }
}

TEST(Curves, ReturnMirrors) {
    const Curves curves = yaw_curves(Ending::Return, {{0, 0}, {1, 5}, {2, 8}, {3, -10}});
    for (const double t : {0.0, 0.3, 1.0, 1.7, 2.0}) {
        EXPECT_EQ(curves.sample(t), curves.sample(4 - t));
    }
    EXPECT_EQ(yaw(curves, 2), 8);
}

TEST(Curves, ValuesStayWithinTheLimits) {
    const Curves curves = yaw_curves(Ending::Once, {{0, -1000}, {1, 1000}});
    EXPECT_EQ(yaw(curves, 0), static_cast<float>(limits_of(Channel::Yaw).least));
    EXPECT_EQ(yaw(curves, 1), static_cast<float>(limits_of(Channel::Yaw).greatest));
}

TEST(Curves, DelayedLoopIsTurned) {
    const Curves curves = yaw_curves(Ending::Loop, {{0, 2}, {1.9, -3}, {3.2, 5}});
    const Curves later = curves.delayed(1.5);
    EXPECT_EQ(later.sample(4), later.sample(0));
    for (double t = 0; t < 4; t += 0.1) {
        EXPECT_NEAR(yaw(later, std::fmod(t + 1.5, 4)), yaw(curves, t), 1e-5) << t;
    }
    const Curves once = yaw_curves(Ending::Once, {{0, 1}, {1, 5}, {3.5, 2}}).delayed(1);
    EXPECT_EQ(yaw(once, 0), 1);
    EXPECT_EQ(yaw(once, 2), 5);
    EXPECT_EQ(once.channels.at(Channel::Yaw).back().time, 4);
}

TEST(Curves, JsonComesBackAsItWas) {
    Curves curves = yaw_curves(Ending::Return, {{0, 0.1}, {1.0 / 3, 8}, {2, -1e-9}}, 5.5);
    curves.channels[Channel::BlinkRight] = {{0.25, 1}};
    const auto again = Curves::from_json(curves.to_json());
    ASSERT_OK(again);
    EXPECT_EQ(*again, curves);
    EXPECT_OK(Curves::from_json("{}"));
}

TEST(Curves, BadJsonNamesChannelAndKey) {
    const auto message = [](std::string_view json) {
        const auto curves = Curves::from_json(json);
        return curves ? std::string() : curves.error().one_line();
    };
    const auto says = [&](std::string_view json, std::string_view text) {
        EXPECT_NE(message(json).find(text), std::string::npos) << json << ": " << message(json);
    };
    says("[]", "not a JSON object");
    says("{\"seconds\": 0}", "seconds");
    says("{\"seconds\": 1e999}", "JSON");
    says("{\"ending\": \"never\"}", "ending");
    says("{\"speed\": 2}", "'speed'");
    says("{\"channels\": {\"ears\": []}}", "'ears'");
    says("{\"channels\": {\"yaw\": 3}}", "yaw");
    says("{\"channels\": {\"yaw\": [[0, 1], [1]]}}", "key 2 of yaw");
    says("{\"channels\": {\"roll\": [[0, 1], [0, 2]]}}", "key 2 of roll");
    says("{\"channels\": {\"roll\": [[5, 1]]}}", "outside of 0 to 4");
    says("{\"channels\": {\"smile\": [[1, 1e30]]}}", "key 1 of smile");
    says("{\"channels\": {\"yaw\": [[0, [[[[1]]]]]]}}", "JSON");
}

TEST(Curves, StrengthsFromText) {
    const auto strengths = strengths_from_text(" yaw=0.5, blink = 1.2,gaze=0");
    ASSERT_OK(strengths);
    EXPECT_EQ(strengths->size(), 5U);
    EXPECT_EQ(strengths->at(Channel::BlinkRight), 1.2);
    EXPECT_EQ(strengths->at(Channel::GazeY), 0);
    EXPECT_TRUE(strengths_from_text("")->empty());
    EXPECT_FALSE(strengths_from_text("yaw"));
    EXPECT_FALSE(strengths_from_text("yaw=3"));
    EXPECT_FALSE(strengths_from_text("ears=1"));
}

} // namespace
