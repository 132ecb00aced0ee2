#pragma once

#include "core/image/frame.h"
#include "core/steps/portrait/face/face.h"

namespace kinovar::portrait {

/// The mesh of the face about a place of a picture, by the plain mesh network alone (so that
/// nothing of the model being fitted takes part). `side`: of a square around it, px.
[[nodiscard]] Result<FaceMesh> mesh_near(const Frame& picture, float x, float y, float side);

} // namespace kinovar::portrait
