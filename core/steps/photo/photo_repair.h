#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

namespace kinovar::steps {

/// The step `photo-repair`: scratches, cracks, tears and spots of a single photograph.
struct PhotoRepairOptions {
    double sensitivity = 0.5; ///< 0–1
    static const FieldList<PhotoRepairOptions>& fields();
};

[[nodiscard]] pipeline::StepType photo_repair_step_type();

} // namespace kinovar::steps
