#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <string>

namespace kinovar::steps {

/// The frames a film had before it was brought to a television rate.
struct TelecineOptions {
    std::string mode = "auto"; ///< auto, pulldown, duplicates or blended
    std::string fps;           ///< rate of the original; empty: as the pattern says

    static const FieldList<TelecineOptions>& fields();
};

/// "telecine": the inverse of it. Fields that belong together are brought together (3:2 pulldown,
/// fields shifted by one), repeated frames dropped, mixed frames solved. Matched and kept frames
/// are the scan's own pixels; solved ones have origin Neighbour. The running time stays, the time
/// line becomes even.
///
/// Mixed frames are looked for only with mode blended, best with fps: a smooth pan looks like one.
///
/// Without mode and fps, apply() reads about 200 frames to find the pattern (once: the finding is
/// kept). Later frames are looked at in blocks, read once more. Put it first in a chain.
///
/// A field whose partner an edit took away stays combed. Chroma of 4:2:0 comes from the reader as
/// if progressive, so colour edges of combed frames keep traces of the other field.
[[nodiscard]] pipeline::StepType telecine_step_type();

} // namespace kinovar::steps
