#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <string>

namespace kinovar::steps {

/// More frames a second by a neural model.
struct InterpolateOptions {
    int factor = 2;                  ///< frames out of one, 2–8; not looked at where fps is given
    std::string fps;                 ///< wanted rate ("50", "60000/1001"); empty: by the factor
    std::string model = "rife-v4.6"; ///< catalogue id, or the path of a model file

    static const FieldList<InterpolateOptions>& fields();
};

/// "interpolate". Frames at times of source frames are those, bit for bit; the others have origin
/// Model. Nothing is made between two shots. With a factor an uneven time line stays as uneven as
/// it is; with a rate it becomes even. The running time stays. Stills, and rates below the film's,
/// are errors.
[[nodiscard]] pipeline::StepType interpolate_step_type();

} // namespace kinovar::steps
