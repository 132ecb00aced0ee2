#pragma once

#include "core/image/frame.h"
#include "core/steps/portrait/face/face.h"

namespace kinovar::portrait {

/// What tells spectacles: lines where bare skin has none, as contrast to the skin around them.
struct GlassesEvidence {
    float bridge = 0;                  ///< line across the root of the nose
    std::array<float, 2> rims{};       ///< line under the eye at the picture's left, right
    [[nodiscard]] float score() const; ///< 0–1: how surely there are spectacles
};

[[nodiscard]] GlassesEvidence look_for_glasses(const Frame& picture, const FaceMesh& mesh);

/// A face of which this is said wears spectacles: right for 9 of 10 faces (see docs/quality.md).
[[nodiscard]] bool wears_glasses(const Frame& picture, const FaceMesh& mesh);

} // namespace kinovar::portrait
