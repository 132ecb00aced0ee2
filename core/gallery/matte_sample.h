#pragma once

// Private to core/gallery.

#include "core/steps/portrait/face/face.h"

namespace kinovar::gallery {

/// The matte at a place of its picture (of that size, px), between its samples; beyond the edge it
/// goes on as at the edge. 1 everywhere where there is no matte.
[[nodiscard]] float matte_at(const portrait::Matte& matte, double x, double y, double width,
                             double height);

} // namespace kinovar::gallery
