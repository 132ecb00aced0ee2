#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

namespace kinovar::steps {

/// Takes back the softness of lens and scanner: Wiener deconvolution of luma, by a blur that is
/// measured on the
/// bend of the shot's spectrum, held back where the picture is noise.
struct SharpenOptions {
    double amount = 1;
    bool measure = true; ///< else `radius`
    double radius = 0.8; ///< standard deviation of the blur, px

    static const FieldList<SharpenOptions>& fields();
};

/// The step "sharpen".
[[nodiscard]] pipeline::StepType sharpen_step_type();

} // namespace kinovar::steps
