#pragma once

#include "core/pipeline/step.h"

#include <span>

namespace kinovar::steps {

/// Every step there is, in the order a user would read them. The one explicit list: a new step is
/// one line here.
[[nodiscard]] std::span<const pipeline::StepType> step_catalogue();

} // namespace kinovar::steps
