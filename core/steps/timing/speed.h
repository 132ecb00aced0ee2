#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <string>

namespace kinovar::steps {

/// A film shown at the speed that it was taken at, on an even time line.
struct SpeedOptions {
    std::string from = "0";          ///< rate of the camera; "0": the file's own
    std::string to = "24";           ///< rate of the result, not below it
    std::string method = "repeat";   ///< repeat, blend or interpolate
    std::string model = "rife-v4.6"; ///< for interpolate

    static const FieldList<SpeedOptions>& fields();
};

/// "speed". Frame k of the result shows the moment k/to. Repeat: the frame before it (a pattern as
/// even as can be: ⌊k·from/to⌋), so every pixel stays the scan's; blend: a mix of both neighbours;
/// interpolate: a model's.
///
/// With `from` "0" or the file's rate the running time and the sound stay. Another rate changes
/// the running time: ClipInfo::pace says so, and an export brings sound, texts and chapters to it.
/// Stills, and to below from, are errors.
[[nodiscard]] pipeline::StepType speed_step_type();

} // namespace kinovar::steps
