#pragma once

// Private to core/steps/portrait/motion.

#include "core/steps/portrait/motion/score.h"

namespace kinovar::portrait {

enum class GestureKind : std::uint8_t {
    Smile,
    Frown,
    Blink,
    Wink,
    Nod,
    Shake,
    Turn,
    Tilt,
    Look,
    Brows,
    Mouth,
    CloseEyes,
    Breathe,
    Wait
};

/// Picture's sides, which are the viewer's.
enum class Direction : std::uint8_t { None, Left, Right, Up, Down };

struct Gesture {
    GestureKind kind = GestureKind::Wait;
    Direction direction = Direction::None;
    double amount = 1; ///< of what is usual; Turn and Tilt: degrees
    int times = 1;     ///< Blink, Nod, Shake, Wink, Breathe
    double hold = -1;  ///< seconds it is held (Wait: its length); negative: as usual
    double pace = 1;   ///< seconds are multiplied by it
    friend bool operator==(const Gesture&, const Gesture&) = default;
};

/// When a gesture is over, and when the next may begin, so that movements flow into each other.
struct GestureEnd {
    double over = 0;
    double next = 0;
};

/// Plays a gesture from `start` on. The eyes lead a turn of the head, which brings a blink along;
/// nothing is quite symmetric. `stays`: what can be held is not taken back.
GestureEnd perform(Score& score, Chance& chance, const Gesture& gesture, double start,
                   bool stays = false);

} // namespace kinovar::portrait
