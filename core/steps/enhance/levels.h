#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <string>

namespace kinovar::steps {

/// Black point, white point and gamma, in 8-bit levels of the encoded values.
/// out = to_black + (to_white − to_black) · clip((in − black) / (white − black))^(1 / gamma)
struct LevelsOptions {
    std::string channel = "all"; ///< all, red, green or blue
    double black = 0;            ///< becomes to_black; 0–255
    double white = 255;          ///< becomes to_white; above black
    double gamma = 1;            ///< above 1: brighter middle; 0.1–10
    double to_black = 0;         ///< 0–255
    double to_white = 255;       ///< 0–255; below to_black: a negative

    static const FieldList<LevelsOptions>& fields();
};

/// "levels". Neutral settings give back the very same pictures. One channel changed alone makes a
/// black-and-white clip a coloured one. Error: white not above black.
[[nodiscard]] pipeline::StepType levels_step_type();

} // namespace kinovar::steps
