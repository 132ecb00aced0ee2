#pragma once

#include "core/steps/portrait/face/face_geometry.h"

#include <array>
#include <vector>

namespace kinovar::portrait {

struct FittedModel {
    /// x y z of each canonical point, then of its displacement by each mode.
    std::array<std::array<float, 3 + 3 * kModes>, kLandmarks> rows{};
    std::vector<Triangle> triangles; ///< mirror images of each other
};

/// The symmetric mean of faces and their mirror images with the mouth put at rest, its triangles,
/// and modes that spread what is set at a few landmarks over the mesh with the least bending.
[[nodiscard]] FittedModel fitted_model(const std::vector<FaceMesh>& faces);

} // namespace kinovar::portrait
