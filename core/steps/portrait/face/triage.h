#pragma once

#include "core/steps/portrait/face/face.h"

namespace kinovar::portrait {

/// Writes the findings of a picture and of its faces (size, sharpness, turn, age …), each with a
/// sentence and a way on. What was found before is replaced.
void triage(PortraitAnalysis& analysis);

} // namespace kinovar::portrait
