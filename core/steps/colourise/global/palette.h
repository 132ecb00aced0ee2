#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <cstdint>
#include <string>

namespace kinovar::steps {

/// The step `palette`: the colours of a reference for all shots.
struct PaletteOptions {
    std::string picture;     ///< a file whose colours are taken; or else
    std::int64_t frame = -1; ///< a frame of this film, whose shot stays as it is; −1: none
    double amount = 0.8;     ///< 0 to 1
    std::string luma =
        "locked"; ///< "locked": that of the scan; "matched": the reference's tones too
    static const FieldList<PaletteOptions>& fields();
};

/// "palette". Clears `monochrome`. Errors: neither or both references, a picture that cannot be
/// read, a frame that the film does not have.
[[nodiscard]] pipeline::StepType palette_step_type();

} // namespace kinovar::steps
