#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

namespace kinovar::steps {

/// Evens out unsteady light.
struct DeflickerOptions {
    double strength = 1; ///< share of the flicker that is taken away
    bool local = true;   ///< also light that is uneven over the picture
    bool tone = true;    ///< also blacks that lift and whites that dull
    double period = 96;  ///< frames; slower changes of light stay
    double most = 40;    ///< per cent; no frame is changed by more

    static const FieldList<DeflickerOptions>& fields();
};

[[nodiscard]] pipeline::StepType deflicker_step_type();

} // namespace kinovar::steps
