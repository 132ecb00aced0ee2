#pragma once

#include "core/steps/colourise/engine/guide.h"
#include "core/steps/colourise/engine/seeds.h"

namespace kinovar::bench {

/// The yardstick: Levin, Lischinski, Weiss, "Colorization using optimization", SIGGRAPH 2004. Each
/// pixel without a hint is the mean of its eight neighbours, weighed by how like their light is
/// within the window's variance; solved exactly. Seconds a picture.
[[nodiscard]] Result<cv::Mat> colour_by_levin(const colourise::Guide& guide,
                                              const colourise::Seeds& seeds);

} // namespace kinovar::bench
