#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <string>

namespace kinovar::steps {

/// Takes grain and noise away: first the mean along the motion over neighbour frames, which keeps
/// all detail, then what noise is left in the picture's DCT, by the measured spectrum.
struct DegrainOptions {
    double strength = 1;
    int radius = 4; ///< frames to either side
    bool temporal = true;
    bool spatial = true;
    std::string model = "none";
    double keep = 0; ///< share of the original grain

    static const FieldList<DegrainOptions>& fields();
};

/// The step "degrain".
[[nodiscard]] pipeline::StepType degrain_step_type();

} // namespace kinovar::steps
