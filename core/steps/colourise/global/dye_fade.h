#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <string>

namespace kinovar::steps {

/// The step `dye-fade`: colour film whose dyes have faded.
struct DyeFadeOptions {
    double strength = 0.85; ///< 0 to 1: how far the dyes come back
    double cyan = -1;       ///< lost share of each dye in percent; −1: estimated from the shot
    double magenta = -1;
    double yellow = -1;
    std::string measure = "shot";  ///< what the estimate is of: "shot", or the whole "film"
    std::string luma = "restored"; ///< "restored": contrast comes back too; "locked": colour only
    static const FieldList<DyeFadeOptions>& fields();
};

/// "dye-fade". Black-and-white clips come back as they are.
[[nodiscard]] pipeline::StepType dye_fade_step_type();

} // namespace kinovar::steps
