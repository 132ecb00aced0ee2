#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <string>

namespace kinovar::steps {

/// Enlarges with a neural model, then brings the picture to the wanted scale.
struct UpscaleOptions {
    std::string model = "realesrgan-x4fast"; ///< catalogue id, or the path of a model file
    double scale = 4;                        ///< output size / input size, 1–4
    std::string filter =
        "lanczos"; ///< from the model's own scale down to the wanted one: lanczos or area
    int tile = 0;  ///< input pixels a side; 0: by the memory budget

    static const FieldList<UpscaleOptions>& fields();
};

/// "upscale". Output sizes are rounded to even numbers where the scale is not a whole number.
/// Black-and-white clips stay exactly grey. Origin of every pixel: Model.
[[nodiscard]] pipeline::StepType upscale_step_type();

} // namespace kinovar::steps
