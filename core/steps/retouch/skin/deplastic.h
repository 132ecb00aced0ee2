#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

namespace kinovar::steps {

/// The step `deplastic`: faces that a model made too smooth get skin back.
struct DeplasticOptions {
    double texture = 0.6;      ///< 0 to 1: how much of the missing texture
    std::string from = "auto"; ///< "shot": real skin of other frames; "scan"; "synthetic"; "auto"
    double motion = 0.3;       ///< 0 to 1: breath and small movements where a face is frozen
    bool blinks = false;       ///< rare blinks with that; the film is then labelled
    double soften = 0.3;       ///< 0 to 1: takes back edges that a model made too sharp
    bool all = false;          ///< all faces; else those that measure as plastic
    static const FieldList<DeplasticOptions>& fields();
};
[[nodiscard]] pipeline::StepType deplastic_step_type();

} // namespace kinovar::steps
