#include "core/steps/portrait/motion/motion.h"
#include "tests/support/support.h"

#include <algorithm>
#include <cmath>

namespace {

using namespace kinovar::portrait;

Curves preset(std::string_view name, const MotionStyle& style = {}) {
    auto curves = curves_of_preset(name, style);
    EXPECT_OK(curves);
    return curves.value_or(Curves{});
}

struct Span {
    double least = 1e9, greatest = -1e9;
};
Span span_of(const Curves& curves, Channel channel) {
    Span span;
    for (double t = 0; t <= curves.seconds; t += 0.01) {
        const double value = curves.sample(t)[channel];
        span = {std::min(span.least, value), std::max(span.greatest, value)};
    }
    return span;
}

/// When lids close, over two rounds of a loop.
std::vector<double> blinks_of(const Curves& curves) {
    std::vector<double> times;
    bool closed = false;
    for (double t = 0; t < 2 * curves.seconds; t += 0.01) {
        const bool now = curves.sample(std::fmod(t, curves.seconds))[Channel::BlinkLeft] > 0.7F;
        if (now && !closed) {
            times.push_back(t);
        }
        closed = now;
    }
    return times;
}

TEST(MotionPresets, AllAreThereAndMove) {
    ASSERT_EQ(motion_presets().size(), 11U);
    for (const MotionPreset& entry : motion_presets()) {
        for (const double seconds : {0.4, 1.0, 2.5, 4.0, 9.3, 60.0}) {
            for (const Ending ending : {Ending::Loop, Ending::Return, Ending::Once}) {
                const Curves curves =
                    preset(entry.name, {.seconds = seconds, .ending = ending, .seed = 7});
                EXPECT_EQ(curves.seconds, seconds);
                EXPECT_FALSE(curves.channels.empty()) << entry.name;
                EXPECT_LT(curves.channels.size(), static_cast<std::size_t>(kChannels));
                const auto again = Curves::from_json(curves.to_json());
                ASSERT_OK(again);
                EXPECT_EQ(*again, curves) << entry.name;
            }
        }
    }
    const auto none = curves_of_preset("dance", {});
    ASSERT_FALSE(none);
    EXPECT_NE(none.error().hint.find("look-around"), std::string::npos);
    EXPECT_FALSE(curves_of_preset("nod", {.seconds = 61}));
}

TEST(MotionPresets, LoopsAreSmoothOverTheSeam) {
    for (const MotionPreset& entry : motion_presets()) {
        for (const double seconds : {1.3, 4.0, 11.0}) {
            const Curves curves = preset(entry.name, {.seconds = seconds, .seed = 3});
            EXPECT_EQ(curves.sample(seconds), curves.sample(0));
            constexpr double kStep = 1e-3;
            const FaceMotion before = curves.sample(seconds - kStep);
            const FaceMotion at = curves.sample(0);
            const FaceMotion after = curves.sample(kStep);
            for (const Channel c : {Channel::Yaw, Channel::Pitch, Channel::Roll}) {
                EXPECT_NEAR((at[c] - before[c]) / kStep, (after[c] - at[c]) / kStep, 1.5)
                    << entry.name << " " << to_string(c);
            }
        }
    }
}

TEST(MotionPresets, LivingTurnsBlinksTwiceAndBreathes) {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        const Curves curves = preset("living", {.seconds = 4, .seed = seed});
        const Span yaw = span_of(curves, Channel::Yaw);
        EXPECT_GT(yaw.greatest - yaw.least, 11);
        EXPECT_LT(yaw.greatest - yaw.least, 19);
        EXPECT_EQ(blinks_of(curves).size(), 4U) << seed;
        const Span breath = span_of(curves, Channel::Breath);
        EXPECT_GT(breath.greatest - breath.least, 0.85);
        const Span smile = span_of(curves, Channel::Smile);
        EXPECT_NEAR(smile.least, 0, 0.02);
        EXPECT_GT(smile.greatest, 0.4);
        EXPECT_LT(smile.greatest, 0.75);
        EXPECT_LE(span_of(curves, Channel::GazeX).greatest, 0.35);
    }
}

TEST(MotionPresets, BlinksComeIrregularlyEveryFewSeconds) {
    for (const char* name : {"living", "breathing", "turn-left"}) {
        const Curves curves = preset(name, {.seconds = 40, .seed = 11});
        const std::vector<double> blinks = blinks_of(curves);
        ASSERT_GT(blinks.size(), 16U) << name;
        double least = 1e9;
        double most = 0;
        for (std::size_t i = 1; i < blinks.size(); ++i) {
            least = std::min(least, blinks[i] - blinks[i - 1]);
            most = std::max(most, blinks[i] - blinks[i - 1]);
        }
        EXPECT_LT(most, 5.2) << name;
        EXPECT_GT(least, 1.2) << name;
        EXPECT_GT(most - least, 0.5) << name;
    }
}

TEST(MotionPresets, LidsCloseFastAndOpenSlowly) {
    const Curves curves = preset("blink", {.seconds = 3, .seed = 5});
    const std::vector<double> starts = blinks_of(curves);
    ASSERT_FALSE(starts.empty());
    double closed = starts.front();
    while (curves.sample(closed)[Channel::BlinkLeft] < 0.94F) {
        closed += 0.005;
    }
    double open = closed;
    while (curves.sample(open)[Channel::BlinkLeft] > 0.1F) {
        open += 0.005;
    }
    EXPECT_GT(open - closed, 0.12);
    EXPECT_LT(open - closed, 0.24);
    // The two eyes are not quite alike.
    EXPECT_NE(curves.channels.at(Channel::BlinkLeft), curves.channels.at(Channel::BlinkRight));
}

TEST(MotionPresets, EyesLeadATurn) {
    const Curves curves = preset("turn-left", {.seconds = 4, .seed = 2});
    const auto passes = [&](Channel channel, float value) {
        double t = 0;
        while (t < 4 && curves.sample(t)[channel] > value) {
            t += 0.005;
        }
        return t;
    };
    const double gaze = passes(Channel::GazeX, -0.15F);
    const double head = passes(Channel::Yaw, -2.5F);
    ASSERT_LT(gaze, 4);
    ASSERT_LT(head, 4);
    EXPECT_LT(gaze + 0.05, head);
    EXPECT_LT(span_of(curves, Channel::Yaw).least, -7);
    EXPECT_GT(span_of(preset("turn-right"), Channel::Yaw).greatest, 7);
    EXPECT_FALSE(blinks_of(curves).empty());
}

TEST(MotionPresets, EachDoesWhatItIsCalled) {
    EXPECT_GT(span_of(preset("smile"), Channel::Smile).greatest, 0.95);
    EXPECT_GT(span_of(preset("nod"), Channel::Pitch).greatest, 4.5);
    EXPECT_GT(span_of(preset("tilt"), Channel::Roll).greatest, 5);
    EXPECT_GT(span_of(preset("brow-raise"), Channel::Brow).greatest, 0.8);
    EXPECT_LT(span_of(preset("look-around"), Channel::GazeX).least, -0.2);
    EXPECT_GT(span_of(preset("look-around"), Channel::GazeX).greatest, 0.2);
    const Curves wink = preset("wink");
    EXPECT_GT(span_of(wink, Channel::BlinkRight).greatest, 0.95);
    const Curves rest = preset("breathing");
    EXPECT_LT(span_of(rest, Channel::Yaw).greatest - span_of(rest, Channel::Yaw).least, 4);
    EXPECT_FALSE(rest.channels.contains(Channel::Smile));
}

TEST(MotionPresets, ReturnHoldsAtTheTurningPoint) {
    const Curves curves = preset("turn-right", {.seconds = 4, .ending = Ending::Return});
    EXPECT_GT(curves.sample(2)[Channel::Yaw], 6);
    EXPECT_LT(std::abs(curves.sample(0)[Channel::Yaw]), 2);
    EXPECT_EQ(curves.sample(3.5), curves.sample(0.5));
}

TEST(MotionPresets, StrengthAndSeed) {
    const Curves one = preset("living", {.seed = 4});
    EXPECT_EQ(one, preset("living", {.seed = 4}));
    EXPECT_NE(one, preset("living", {.seed = 5}));
    const Curves half = preset("living", {.strength = 0.5, .strengths = {{Channel::Smile, 0}}});
    EXPECT_FALSE(half.channels.contains(Channel::Smile));
    const Curves usual = preset("living");
    EXPECT_NEAR(span_of(half, Channel::Yaw).greatest, span_of(usual, Channel::Yaw).greatest / 2,
                0.2);
    const Curves nothing = preset("living", {.strength = 0});
    EXPECT_EQ(nothing.sample(1), FaceMotion{});
}

/// No channel jumps: from one frame at 25 fps to the next, less than a hand-made animation would.
TEST(MotionPresets, NothingJumps) {
    for (const MotionPreset& entry : motion_presets()) {
        const Curves curves = preset(entry.name, {.seconds = 12, .seed = 9});
        double yaw = 0;
        double smile = 0;
        for (double t = 0; t + 0.04 <= curves.seconds; t += 0.02) {
            const FaceMotion a = curves.sample(t);
            const FaceMotion b = curves.sample(t + 0.04);
            yaw = std::max<double>(yaw, std::abs(b[Channel::Yaw] - a[Channel::Yaw]));
            smile = std::max<double>(smile, std::abs(b[Channel::Smile] - a[Channel::Smile]));
        }
        EXPECT_LT(yaw, 1.3) << entry.name;
        EXPECT_LT(smile, 0.13) << entry.name;
    }
}

} // namespace
