#include "core/steps/portrait/motion/gestures.h"

#include "core/steps/portrait/motion/life.h"

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {

namespace {

constexpr double kUsualTurn = 8; ///< degrees; times are those of this one
/// Turns from here on bring a blink along (degrees).
constexpr double kBlinkTurn = 6;
/// The eyes set off before the head does (seconds), and jump there.
constexpr double kGazeLead = 0.12;
constexpr double kSaccade = 0.06;

/// One gesture while it is laid out; times are relative to its start and paced.
class Performance {
public:
    Performance(Score& score, Chance& chance, const Gesture& gesture, double start, bool stays)
        : score_(score), chance_(chance), gesture_(gesture), start_(start), stays_(stays) {}

    GestureEnd play();

private:
    /// What can be held. Its end counts as the gesture's.
    void held(Channel channel, double amount, double start, double rise, double hold, double fall) {
        const double wanted = gesture_.hold < 0 ? hold * gesture_.pace : gesture_.hold;
        const double from = start_ + start * gesture_.pace;
        const double up = rise * gesture_.pace;
        const double down = fall * gesture_.pace;
        score_.add(channel, {from, up, stays_ ? kStays : wanted, down, amount});
        const double released = from + up + wanted;
        over_ = std::max(over_, stays_ ? released : released + down);
        constexpr double kFlow = 0.55; // of the way back, then the next may begin
        next_ = std::max(next_, stays_ ? released : released + kFlow * down);
    }
    /// What happens beside it.
    void passing(Channel channel, double amount, double start, double rise, double hold,
                 double fall) {
        const double pace = gesture_.pace;
        score_.add(channel, {start_ + start * pace, rise * pace, hold * pace, fall * pace, amount});
    }
    void blink(double start) {
        add_blink(score_, chance_, start_ + start * gesture_.pace, gesture_.pace);
    }
    void lids(double closure, double hold) {
        for (const Channel lid : {Channel::BlinkLeft, Channel::BlinkRight}) {
            held(lid, closure, 0, 0.11, hold, 0.2);
        }
    }
    void lasts(double seconds) {
        over_ = next_ = std::max(over_, start_ + seconds * gesture_.pace);
    }
    [[nodiscard]] double side(Direction usual) const {
        const Direction way = gesture_.direction == Direction::None ? usual : gesture_.direction;
        return way == Direction::Left ? -1 : 1;
    }

    void smile();
    void frown();
    void blinks();
    void winks();
    void nods();
    void shakes();
    void turn();
    void tilt();
    void look_aside();
    void look_up_or_down();
    void brows();
    void breaths();

    Score& score_;
    Chance& chance_;
    const Gesture& gesture_;
    double start_;
    bool stays_;
    double over_ = 0;
    double next_ = 0;
};

void Performance::smile() {
    const double amount = gesture_.amount;
    held(Channel::Smile, amount, 0, 0.75, 1.0, 1.0);
    // The head answers a little, later than the mouth.
    passing(Channel::Brow, 0.16 * amount, 0.1, 0.45, 0.5, 0.7);
    passing(Channel::Roll, chance_.between(-1.4, 1.4) * amount, 0.15, 0.9, 0.7, 1.1);
    passing(Channel::Pitch, -0.9 * amount, 0.1, 0.8, 0.7, 1.1);
}

void Performance::frown() {
    held(Channel::Brow, -0.4 * gesture_.amount, 0, 0.4, 0.8, 0.6);
    held(Channel::Smile, -0.2 * gesture_.amount, 0.05, 0.5, 0.75, 0.6);
    passing(Channel::Pitch, 1.2 * gesture_.amount, 0, 0.5, 0.8, 0.7);
}

void Performance::blinks() {
    double at = 0;
    for (int i = 0; i < gesture_.times; ++i) {
        blink(at);
        at += chance_.between(0.42, 0.52);
    }
    lasts(at - 0.06);
}

void Performance::winks() {
    const double way = side(Direction::Right);
    double at = 0;
    for (int i = 0; i < gesture_.times; ++i) {
        const double pace = 1.35 * gesture_.pace;
        const double start = start_ + at * gesture_.pace;
        score_.add(Lid{start, 1, pace, way<0, way> 0});
        score_.add(Lid{start + 0.02, 0.14, pace, way > 0, way < 0});
        passing(Channel::Smile, 0.28, at - 0.05, 0.25, 0.2, 0.5);
        passing(Channel::Roll, 1.6 * way, at - 0.05, 0.28, 0.12, 0.45);
        passing(Channel::Brow, -0.08, at, 0.15, 0.1, 0.3);
        at += 0.75;
    }
    lasts(at);
}

void Performance::nods() {
    constexpr double kNod = 6; // degrees
    double at = 0;
    double depth = kNod * gesture_.amount;
    passing(Channel::Pitch, -0.15 * depth, -0.02, 0.16, 0, 0.2); // a head rises before it nods
    for (int i = 0; i < gesture_.times; ++i) {
        passing(Channel::Pitch, depth, at + 0.1, 0.26, 0.03, 0.34);
        at += chance_.between(0.56, 0.64);
        depth *= 0.82;
    }
    passing(Channel::Pitch, -0.12 * depth, at - 0.02, 0.22, 0, 0.35);
    lasts(at + 0.4);
}

void Performance::shakes() {
    constexpr double kShake = 5; // degrees
    double at = 0;
    double width = kShake * gesture_.amount * side(Direction::Left);
    for (int i = 0; i < 2 * gesture_.times; ++i) {
        passing(Channel::Yaw, width, at, 0.26, 0.02, 0.28);
        at += chance_.between(0.27, 0.31);
        width *= -0.9;
    }
    lasts(at + 0.3);
}

void Performance::turn() {
    const double angle = gesture_.amount * side(Direction::Left);
    const double travel = 0.75 * std::sqrt(std::max(std::abs(angle), 2.0) / kUsualTurn);
    const double gaze = std::clamp(angle / kUsualTurn * 0.26, -0.32, 0.32);
    passing(Channel::GazeX, gaze, 0, kSaccade, kGazeLead + 0.4 * travel, 0.5 * travel);
    held(Channel::Yaw, angle, kGazeLead, travel, 0.8, 1.1 * travel);
    held(Channel::Roll, 0.12 * angle * chance_.between(0.6, 1.3), kGazeLead + 0.05, 1.1 * travel,
         0.7, 1.1 * travel);
    passing(Channel::Pitch, chance_.between(0.4, 1.2), kGazeLead, 0.45 * travel, 0, 0.6 * travel);
    if (std::abs(angle) >= kBlinkTurn) {
        blink(0.03);
    }
}

void Performance::tilt() {
    const double angle = gesture_.amount * side(Direction::Right);
    held(Channel::Roll, angle, 0, 0.8, 0.8, 0.9);
    held(Channel::Yaw, -0.22 * angle, 0.06, 0.85, 0.75, 0.9);
    passing(Channel::Pitch, 0.8, 0.05, 0.5, 0.1, 0.6);
}

void Performance::look_aside() {
    const double way = side(Direction::Left) * gesture_.amount;
    held(Channel::GazeX, 0.31 * way, 0, kSaccade, 1.0, kSaccade);
    held(Channel::Yaw, 2.6 * way, kGazeLead, 0.5, 0.75, 0.6);
    passing(Channel::GazeY, chance_.between(-0.04, 0.04), 0, kSaccade, 0.9, kSaccade);
    blink(chance_.between(-0.03, 0.02));
}

void Performance::look_up_or_down() {
    const bool down = gesture_.direction == Direction::Down;
    const double way = (down ? 1 : -1) * gesture_.amount;
    held(Channel::GazeY, (down ? 0.28 : 0.3) * way, 0, kSaccade, 1.0, kSaccade);
    held(Channel::Pitch, 2.8 * way, kGazeLead, 0.5, 0.75, 0.6);
    if (down) { // the upper lid goes with the eye
        lids(0.2 * gesture_.amount, 0.97);
    } else {
        held(Channel::Brow, 0.3 * gesture_.amount, 0.04, 0.25, 0.85, 0.45);
    }
}

void Performance::brows() {
    held(Channel::Brow, 0.9 * gesture_.amount, 0, 0.24, 0.55, 0.5);
    passing(Channel::Pitch, -0.9 * gesture_.amount, 0.02, 0.35, 0.4, 0.6);
}

void Performance::breaths() {
    double at = 0;
    for (int i = 0; i < gesture_.times; ++i) {
        passing(Channel::Breath, 0.55 * gesture_.amount, at, 1.3, 0.15, 1.6);
        passing(Channel::Pitch, -0.7 * gesture_.amount, at + 0.1, 1.2, 0.1, 1.5);
        at += 3.1;
    }
    lasts(at);
}

GestureEnd Performance::play() {
    over_ = next_ = start_;
    switch (gesture_.kind) {
    case GestureKind::Smile:
        smile();
        break;
    case GestureKind::Frown:
        frown();
        break;
    case GestureKind::Blink:
        blinks();
        break;
    case GestureKind::Wink:
        winks();
        break;
    case GestureKind::Nod:
        nods();
        break;
    case GestureKind::Shake:
        shakes();
        break;
    case GestureKind::Turn:
        turn();
        break;
    case GestureKind::Tilt:
        tilt();
        break;
    case GestureKind::Look:
        gesture_.direction == Direction::Up || gesture_.direction == Direction::Down
            ? look_up_or_down()
            : look_aside();
        break;
    case GestureKind::Brows:
        brows();
        break;
    case GestureKind::Mouth:
        held(Channel::Mouth, 0.6 * gesture_.amount, 0, 0.3, 0.35, 0.35);
        break;
    case GestureKind::CloseEyes:
        lids(1, 0.9);
        break;
    case GestureKind::Breathe:
        breaths();
        break;
    case GestureKind::Wait:
        over_ = next_ = start_ + std::max(gesture_.hold, 0.0);
        break;
    }
    return {over_, next_};
}

} // namespace

GestureEnd perform(Score& score, Chance& chance, const Gesture& gesture, double start, bool stays) {
    return Performance(score, chance, gesture, start, stays).play();
}

} // namespace kinovar::portrait
