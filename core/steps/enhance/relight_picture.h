#pragma once

#include "core/image/frame.h"
#include "core/steps/enhance/face_track.h"
#include "core/steps/enhance/relight_curves.h"

#include <span>

namespace kinovar::steps {

/// The picture as the plan of its shot says. May throw what OpenCV throws.
[[nodiscard]] FramePtr relit(const FramePtr& picture, const RelightPlan& plan,
                             std::span<const WeightedFace> faces);

} // namespace kinovar::steps
