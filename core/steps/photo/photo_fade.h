#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <string>

namespace kinovar::steps {

/// The step `photo-fade`: tones and colours of a faded print.
struct PhotoFadeOptions {
    double strength = 0.8;     ///< 0–1: how far black and white go back to where they were
    std::string tone = "keep"; ///< "keep": a sepia print stays sepia; "neutral": it becomes grey
    static const FieldList<PhotoFadeOptions>& fields();
};

[[nodiscard]] pipeline::StepType photo_fade_step_type();

} // namespace kinovar::steps
