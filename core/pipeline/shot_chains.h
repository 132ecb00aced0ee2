#pragma once

#include "core/pipeline/chain.h"

namespace kinovar::pipeline {

/// A shot that is made by a chain of its own.
struct ShotChain {
    Shot shot;
    Chain chain;
};

/// The result of a film whose shots may be made by chains of their own: frame n comes from the
/// chain of the shot that n lies in, or else from `chain`. Where no chain of its own is given, this
/// is build(…).back(). A chain of one shot must give the picture size, frame count and rate of the
/// others: the error names the shot and both.
[[nodiscard]] Result<ClipPtr> build_shots(std::span<const StepType> types, const Chain& chain,
                                          const std::vector<ShotChain>& own, ClipPtr source);

/// The same pictures with other shots (those of a project, corrected by hand).
[[nodiscard]] ClipPtr with_shots(ClipPtr clip, std::shared_ptr<const ShotFinder> shots);

} // namespace kinovar::pipeline
