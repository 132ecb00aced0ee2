#pragma once

#include "core/image/frame.h"
#include "core/steps/portrait/face/face.h"

namespace kinovar::portrait {

/// The picture with what is known of its faces drawn on it, in the colour of the gravest finding
/// (green: none, yellow: a warning or consent, red: refused): boxes, numbers, meshes, irises, kinds
/// of findings. Small pictures are enlarged.
[[nodiscard]] Result<FramePtr> draw_faces(const Frame& picture, const PortraitAnalysis& analysis);

} // namespace kinovar::portrait
