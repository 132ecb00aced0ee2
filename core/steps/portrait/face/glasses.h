#pragma once

#include "core/image/frame.h"
#include "core/steps/portrait/face/face.h"

namespace kinovar::portrait {

/// What tells spectacles: thin lines where bare skin has none, as contrast to the skin beside them.
struct GlassesEvidence {
    float bridge = 0;            ///< line across the root of the nose
    std::array<float, 2> rims{}; ///< line under the eye at the picture's left, right
    [[nodiscard]] bool spectacles() const;
};

[[nodiscard]] GlassesEvidence look_for_glasses(const Frame& picture, const FaceMesh& mesh);

/// Whether somebody wears spectacles; wrong for about one face of fifteen (see docs/quality.md).
[[nodiscard]] bool wears_glasses(const Frame& picture, const FaceMesh& mesh);

} // namespace kinovar::portrait
