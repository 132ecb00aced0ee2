#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <string>

namespace kinovar::steps {

/// Tone curves through points; see MonotoneCurve for how they are written.
struct CurvesOptions {
    std::string master; ///< for all channels, after their own; empty: straight
    std::string red;
    std::string green;
    std::string blue;

    static const FieldList<CurvesOptions>& fields();
};

/// "curves". Straight lines give back the very same pictures. Curves that differ between the
/// channels make a black-and-white clip a coloured one.
[[nodiscard]] pipeline::StepType curves_step_type();

} // namespace kinovar::steps
