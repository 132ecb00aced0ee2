#pragma once

// For core/render and the gallery.

#include "core/pipeline/clip.h"

namespace kinovar::render {

/// The last clip of an export whose pictures show what no camera saw: its frames with the visible
/// mark (where the credentials ask for it) and the invisible one. A clip without credentials comes
/// back as it is. `software` fills in what made it, where the credentials do not say.
[[nodiscard]] pipeline::ClipPtr marked(pipeline::ClipPtr clip, const std::string& software);

} // namespace kinovar::render
