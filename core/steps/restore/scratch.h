#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"
#include "core/steps/restore/scratch_tracks.h"

#include <vector>

namespace kinovar::steps {

/// Takes away persistent near-vertical lines. Lines are looked for on the scan and keep their place
/// in the gate, so the step comes before any that moves the picture.
struct ScratchOptions {
    double strength = 1;
    bool bright = true;
    bool dark = true;

    static const FieldList<ScratchOptions>& fields();
};

/// The step "scratch".
[[nodiscard]] pipeline::StepType scratch_step_type();

/// The scratches of a shot (or of a part of it), measured on the scan of `clip` and kept by
/// pipeline::analyses(); memory does not grow with the shot's length. Frames outside the shot are a
/// programming error.
[[nodiscard]] Result<std::vector<Scratch>>
scratches_of(const pipeline::ClipPtr& clip, const pipeline::Shot& shot, const pipeline::Pull& pull);

} // namespace kinovar::steps
