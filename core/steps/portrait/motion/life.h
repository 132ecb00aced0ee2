#pragma once

// Private to core/steps/portrait/motion. What a living face does without meaning anything by it.

#include "core/steps/portrait/motion/score.h"

namespace kinovar::portrait {

/// A place that a channel goes to.
struct Waypoint {
    double time = 0;   ///< when it sets off
    double travel = 1; ///< seconds on the way
    double value = 0;
};
/// Leads a channel from place to place; a closed score returns from the last one to the first.
void add_path(Score& score, Channel channel, const std::vector<Waypoint>& path);

/// The head is never quite still (noise whose power falls with its frequency), and the eyes jump a
/// little from one point to the next. `amount`: 1 is a living face at rest.
void add_unrest(Score& score, Chance& chance, double amount);

/// About four seconds a breath, in whole breaths. `depth` 0–1.
void add_breath(Score& score, Chance& chance, double depth);

/// One blink, both eyes within a few hundredths of a second.
void add_blink(Score& score, Chance& chance, double start, double pace = 1);
/// Blinks where there are too few, 2 to 5 s apart, never evenly.
void add_missing_blinks(Score& score, Chance& chance);

} // namespace kinovar::portrait
