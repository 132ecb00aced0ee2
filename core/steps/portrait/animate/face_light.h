#pragma once

// Private to core/steps/portrait/animate.

#include "core/image/frame.h"
#include "core/steps/portrait/face/face.h"

namespace kinovar::portrait {

/// The light on a face as a linear function of the normal (picture axes, unit length, z towards the
/// scene): lightness = ambient + direction · normal, fitted robustly over the mesh.
struct FaceLight {
    float ambient = 1;
    Point3 direction;

    [[nodiscard]] float on(Point3 normal) const {
        return ambient + direction.x * normal.x + direction.y * normal.y + direction.z * normal.z;
    }
};

[[nodiscard]] FaceLight fit_light(const Frame& still, const FaceMesh& mesh);

} // namespace kinovar::portrait
