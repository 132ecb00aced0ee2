#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <string>

namespace kinovar::steps {

/// Whole pictures of interlaced video.
struct DeinterlaceOptions {
    std::string order = "auto"; ///< auto (measured), top or bottom
    std::string mode = "frame"; ///< frame: as many pictures; field: one a field, twice as many

    static const FieldList<DeinterlaceOptions>& fields();
};

/// "deinterlace". See fill_field() for how. In mode frame picture n is made of the field of frame n
/// that comes first; in mode field 2n and 2n + 1 of both, and the rate doubles. Nothing is taken
/// across a cut. With order auto the order is measured, since files are often tagged wrong (the tag
/// counts where nothing moves); a film that does not comb is given as it is.
///
/// Chroma of 4:2:0 interlaced video comes from the reader as if it were progressive, so colour
/// edges that move keep traces of both fields.
[[nodiscard]] pipeline::StepType deinterlace_step_type();

} // namespace kinovar::steps
