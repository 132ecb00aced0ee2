#pragma once

#include "core/steps/detect/proposal.h"

#include <span>

namespace kinovar::detect {

/// Frames of a shot that repeat the one before while the shot moves. `changes`: mean difference of
/// frame shot.first + i from the one before, 8-bit levels of the full luma (that of the first frame
/// is not looked at). One proposal a run; one for the shot where repeats come again and again, as
/// in films brought to another rate.
[[nodiscard]] std::vector<Proposal> frozen_frames(const pipeline::Shot& shot,
                                                  std::span<const double> changes);

} // namespace kinovar::detect
