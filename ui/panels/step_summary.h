#pragma once

#include "core/pipeline/chain.h"

#include <QString>

namespace kinovar::ui {

/// What of a step differs from the defaults, in a few words: "Strength 0.5, Frames 3 frames".
[[nodiscard]] QString step_summary(const pipeline::StepSpec& step, const pipeline::StepType& type);

} // namespace kinovar::ui
