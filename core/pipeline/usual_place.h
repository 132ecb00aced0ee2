#pragma once

#include "core/pipeline/chain.h"

#include <span>
#include <string>

namespace kinovar::pipeline {

/// A chain with one more step at its usual place: behind all steps that come before it in the
/// catalogue's order.
[[nodiscard]] Chain with_step(Chain chain, const std::string& name,
                              std::span<const StepType> types);

} // namespace kinovar::pipeline
