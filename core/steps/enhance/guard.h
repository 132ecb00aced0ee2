#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <string>

namespace kinovar::steps {

/// What the fidelity guard lets pass, in 8-bit levels at the size of the scan.
struct GuardOptions {
    double limit = 8;            ///< difference from the scan that is let pass
    double softness = 8;         ///< beyond the limit: from nothing taken back to all of it
    double strength = 1;         ///< 0: nothing is taken back; 1: all beyond limit and softness
    double noise = 0;            ///< the scan's own, standard deviation; 0: measured per shot
    std::string view = "result"; ///< result, or heat: the map as a picture

    static const FieldList<GuardOptions>& fields();
};

/// "guard". See GuardClip. Without a model before it there is nothing to guard: the very same
/// pictures.
[[nodiscard]] pipeline::StepType guard_step_type();

} // namespace kinovar::steps
