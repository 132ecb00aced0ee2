#pragma once

#include "core/steps/measure/survey.h"

#include <functional>
#include <span>
#include <vector>

namespace kinovar::steps {

/// One number of a pair of frames (dx, dy, a term of light).
using PairValue = std::function<double(const PictureMotion&)>;

/// The path of a number through a shot, from its changes over all surveyed lags: robust weighted
/// least squares (pairs that contradict the others count for little). Starts at 0. `facts`: of the
/// shot's frames, in order; pairs that begin before the shot are left out.
[[nodiscard]] std::vector<double> path_of(std::span<const SurveyFacts> facts,
                                          const PairValue& value);

} // namespace kinovar::steps
