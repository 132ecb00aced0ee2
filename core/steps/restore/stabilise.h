#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <string>

namespace kinovar::steps {

/// Takes out gate weave and the jumps of splices.
struct StabiliseOptions {
    double strength = 1;              ///< share of the unsteadiness that is taken away
    double weave = 0.7;               ///< px at 480 lines; its usual size (standard deviation)
    std::string border = "neighbour"; ///< what comes in at the edges
    int crop = 8;                     ///< px cut off each side where border is crop

    static const FieldList<StabiliseOptions>& fields();
};

[[nodiscard]] pipeline::StepType stabilise_step_type();

} // namespace kinovar::steps
