#pragma once

// Private to core/render.

#include "core/pipeline/clip.h"

namespace kinovar::render {

/// The frames of a clip again and again, `times` (≥ 1) in all: a loop for players that do not
/// repeat. Once: the clip itself.
[[nodiscard]] pipeline::ClipPtr repeated(pipeline::ClipPtr clip, int times);

} // namespace kinovar::render
