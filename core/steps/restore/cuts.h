#pragma once

#include "core/pipeline/step.h"

namespace kinovar::steps {

[[nodiscard]] pipeline::StepType cuts_step_type();

} // namespace kinovar::steps
