#pragma once

// Private to core/gallery.

#include "core/steps/portrait/face/face.h"

#include <array>
#include <optional>

namespace kinovar::gallery {

/// Directions from the middle of the face in which a person's outline is looked for: the first
/// points right, they go on clockwise as seen.
inline constexpr int kOutlineRays = 96;

/// Places of a portrait that correspond to the same places of every other one, in pixels.
struct Shape {
    std::array<portrait::Point2, portrait::kLandmarks> face{};
    /// Where hair, neck and shoulders end; nothing where the edge of the frame comes first.
    std::array<std::optional<portrait::Point2>, kOutlineRays> outline{};
};

/// The landmarks of a face and the outline of its person in the matte.
[[nodiscard]] Shape shape_of(const portrait::FaceMesh& mesh, const portrait::Matte& matte,
                             int width, int height);

/// Makes the outlines of two portraits a pair that can flow into each other without tearing: of the
/// head only, one a smooth move of the other, points that one lacks dropped. Where the outlines
/// differ too much (somebody stands beside one of them), nothing moves. Continuous in both.
void pair_outlines(Shape& a, Shape& b);

/// Between two paired shapes.
[[nodiscard]] Shape between(const Shape& a, const Shape& b, float share_of_b);

} // namespace kinovar::gallery
