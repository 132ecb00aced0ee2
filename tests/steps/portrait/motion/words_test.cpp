#include "core/steps/portrait/motion/motion.h"
#include "tests/support/support.h"

#include <algorithm>
#include <cmath>

namespace {

using namespace kinovar::portrait;

Curves script(std::string_view text, const MotionStyle& style = {}) {
    auto curves = curves_of_script(text, style);
    EXPECT_OK(curves) << text;
    return curves.value_or(Curves{});
}

double greatest(const Curves& curves, Channel channel) {
    double most = -1e9;
    for (double t = 0; t <= curves.seconds; t += 0.01) {
        most = std::max<double>(most, curves.sample(t)[channel]);
    }
    return most;
}
double least(const Curves& curves, Channel channel) {
    double value = 1e9;
    for (double t = 0; t <= curves.seconds; t += 0.01) {
        value = std::min<double>(value, curves.sample(t)[channel]);
    }
    return value;
}
double time_of_greatest(const Curves& curves, Channel channel) {
    double best = -1e9;
    double time = 0;
    for (double t = 0; t <= curves.seconds; t += 0.01) {
        if (curves.sample(t)[channel] > best) {
            best = curves.sample(t)[channel];
            time = t;
        }
    }
    return time;
}

int closures(const Curves& curves, Channel channel) {
    int count = 0;
    bool closed = false;
    for (double t = 0; t <= curves.seconds; t += 0.01) {
        const bool now = curves.sample(t)[channel] > 0.7F;
        count += now && !closed ? 1 : 0;
        closed = now;
    }
    return count;
}

std::string trouble(std::string_view text) {
    const auto curves = curves_of_script(text, {});
    return curves ? std::string() : curves.error().message;
}

TEST(MotionWords, TheExampleOfTheHelp) {
    const Curves curves = script("smile, blink twice, turn left 8, look up");
    EXPECT_GT(curves.seconds, 5);
    EXPECT_LT(curves.seconds, 14);
    EXPECT_GT(greatest(curves, Channel::Smile), 0.95);
    EXPECT_NEAR(least(curves, Channel::Yaw), -8, 1.2);
    EXPECT_LT(least(curves, Channel::GazeY), -0.25);
    EXPECT_LT(time_of_greatest(curves, Channel::Smile), curves.seconds / 2);
    EXPECT_EQ(curves.sample(curves.seconds), curves.sample(0));
    EXPECT_GE(closures(curves, Channel::BlinkLeft), 3); // two, and one with the turn
    EXPECT_TRUE(curves.channels.contains(Channel::Breath));
}

TEST(MotionWords, RussianSaysTheSame) {
    const MotionStyle style{.seed = 3};
    const std::pair<const char*, const char*> same[] = {
        {"smile", "улыбнись"},
        {"smile", "Улыбка"},
        {"blink twice", "моргни дважды"},
        {"blink 2 times", "МОРГНИТЕ ДВА РАЗА"},
        {"blink, turn left 8", "моргни, поверни голову влево на 8"},
        {"turn head right by 8 degrees", "поворот головы направо на 8 градусов"},
        {"look up and smile", "посмотри вверх и улыбнись"},
        {"look down then look right", "посмотри вниз, потом взгляни вправо"},
        {"nod three times", "кивни три раза"},
        {"tilt your head to the left", "наклони голову влево"},
        {"raise the eyebrows", "подними брови"},
        {"wink", "подмигни"},
        {"open mouth", "приоткрой рот"},
        {"breathe deeply", "дыши глубоко"},
        {"wait 2, smile for 2 seconds", "подожди 2, улыбайся 2 секунды"},
        {"slowly turn left, quickly nod", "медленно поверни влево, быстро кивни"},
        {"smile a little", "улыбнись чуть-чуть"},
        {"close your eyes for 1.5 seconds", "закрой глаза на 1,5 секунды"},
        {"shake your head", "покачай головой"},
        {"blink 3 times", "моргни еще 3 раза"},
        {"blink 3 times", "моргни ещё 3 раза"},
        {"lower your head, frown", "опусти голову, нахмурься"},
        {"smile while blinking", "улыбнись, моргая одновременно"},
    };
    for (const auto& [english, russian] : same) {
        if (std::string_view(english) == "smile while blinking") {
            EXPECT_OK(curves_of_script(russian, style));
            continue;
        }
        if (std::string_view(russian).find("чуть-чуть") != std::string_view::npos) {
            EXPECT_LT(greatest(script(russian), Channel::Smile), 0.6);
            continue;
        }
        EXPECT_EQ(script(english, style), script(russian, style)) << english << " / " << russian;
    }
}

TEST(MotionWords, SidesAreTheViewers) {
    EXPECT_LT(least(script("turn left"), Channel::Yaw), -5);
    EXPECT_GT(greatest(script("turn right 10°"), Channel::Yaw), 8.5);
    EXPECT_LT(least(script("look left"), Channel::GazeX), -0.25);
    EXPECT_LT(least(script("tilt left"), Channel::Roll), -5);
    EXPECT_GT(greatest(script("wink left"), Channel::BlinkLeft), 0.95);
    EXPECT_EQ(closures(script("wink left"), Channel::BlinkRight), 0);
}

TEST(MotionWords, AndMeansAtOnceThenMeansAfter) {
    const Curves at_once = script("smile and raise brows");
    const Curves after = script("smile, raise brows");
    const Curves then = script("smile then raise brows");
    EXPECT_LT(at_once.seconds, after.seconds);
    EXPECT_EQ(then, after);
    EXPECT_LT(std::abs(time_of_greatest(at_once, Channel::Smile) -
                       time_of_greatest(at_once, Channel::Brow)),
              0.9);
    EXPECT_GT(time_of_greatest(after, Channel::Brow), time_of_greatest(after, Channel::Smile) + 1);
    const Curves both = script("look left and right");
    EXPECT_LT(least(both, Channel::GazeX), -0.2);
    EXPECT_GT(greatest(both, Channel::GazeX), 0.2);
}

TEST(MotionWords, DurationsAndTempo) {
    EXPECT_NEAR(script("wait 3, smile").seconds - script("wait 1, smile").seconds, 2, 0.01);
    EXPECT_GT(script("smile for 4 seconds").seconds, script("smile").seconds + 2.5);
    EXPECT_GT(script("slowly turn left").seconds, script("turn left").seconds + 0.5);
    EXPECT_LT(script("quickly nod").seconds, script("nod").seconds);
    EXPECT_LT(greatest(script("smile slightly"), Channel::Smile), 0.6);
}

TEST(MotionWords, LengthCanBeGiven) {
    const Curves longer = script("smile", {.seconds = 10});
    EXPECT_EQ(longer.seconds, 10);
    EXPECT_GE(closures(longer, Channel::BlinkLeft), 2);
    const Curves shorter = script("smile", {.seconds = 2.5});
    EXPECT_EQ(shorter.seconds, 2.5);
    EXPECT_GT(greatest(shorter, Channel::Smile), 0.95);
    const auto none = curves_of_script("smile, nod, wait 5, turn left", {.seconds = 2});
    ASSERT_FALSE(none);
    EXPECT_NE(none.error().message.find("2 s"), std::string::npos) << none.error().message;
}

TEST(MotionWords, OnceAndReturnEndWhereTheyWent) {
    const Curves once = script("turn left 9", {.ending = Ending::Once});
    EXPECT_LT(once.sample(once.seconds)[Channel::Yaw], -7);
    const Curves back = script("turn left 9", {.ending = Ending::Return});
    EXPECT_LT(back.sample(back.seconds / 2)[Channel::Yaw], -7);
    EXPECT_GT(back.sample(back.seconds)[Channel::Yaw], -2);
}

TEST(MotionWords, ErrorsNameTheWord) {
    EXPECT_NE(trouble("smile, dance").find("'dance'"), std::string::npos);
    EXPECT_NE(trouble("улыбнись, спляши").find("'спляши'"), std::string::npos);
    EXPECT_NE(curves_of_script("dance", {}).error().hint.find("look up"), std::string::npos);
    EXPECT_FALSE(trouble("").empty());
    EXPECT_FALSE(trouble(" , and then").empty());
    EXPECT_FALSE(trouble("left").empty());
    EXPECT_FALSE(trouble("raise").empty());
    EXPECT_FALSE(trouble("turn left 80").empty());
    EXPECT_FALSE(trouble("blink 1000 times").empty());
    EXPECT_FALSE(trouble("blink 1.5 times").empty());
    EXPECT_FALSE(trouble("smile 5 degrees").empty());
    EXPECT_FALSE(trouble("wait 0").empty());
    EXPECT_FALSE(trouble("wait 50, wait 50").empty());
    EXPECT_FALSE(trouble("smile {").empty());
    EXPECT_FALSE(trouble(std::string(5000, 'a')).empty());
    EXPECT_FALSE(trouble("smile \xFF\xD0").empty());
}

} // namespace
