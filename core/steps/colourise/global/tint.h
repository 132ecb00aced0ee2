#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <string>

namespace kinovar::steps {

/// The step `tint`: tinting and toning as in silent film.
struct TintOptions {
    std::string tint = "amber";  ///< of the whites: a name of colourise::tints(), "own", "none"
    std::string tone = "none";   ///< of the blacks: a name of colourise::tones(), or "none"
    std::string colour;          ///< of tint "own": "#rrggbb", light through the clear base
    double strength = 1;         ///< 0 to 1: of the bath
    std::string luma = "locked"; ///< "locked": that of the scan; "dyed": dyes take light away
    static const FieldList<TintOptions>& fields();
};

/// "tint". Works on the picture's luma: colour that it had goes. Clears `monochrome`. Errors: tint
/// "own" without a colour that can be read.
[[nodiscard]] pipeline::StepType tint_step_type();

} // namespace kinovar::steps
