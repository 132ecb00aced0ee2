#pragma once

#include "core/steps/portrait/face/face_geometry.h"

#include <array>
#include <span>

namespace kinovar::portrait {

using Points = std::array<Point3, kLandmarks>;
using ModeRows = std::array<Points, kModes>;

/// The displacement fields that take the values designed for a few landmarks and bend the mesh the
/// least elsewhere. Lips and lids may part: no triangle joins them.
[[nodiscard]] ModeRows fitted_modes(const Points& points, std::span<const Triangle> triangles);

} // namespace kinovar::portrait
