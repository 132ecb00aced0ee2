#pragma once

// Private to core/gallery.

#include "core/gallery/shape.h"

#include <vector>

namespace kinovar::gallery {

/// Vectors on a coarse grid over a frame: node (i, j) lies at pixel (i·step, j·step).
struct MorphField {
    int columns = 0;
    int rows = 0;
    int step = 1;
    std::vector<portrait::Point2> vectors; ///< px

    [[nodiscard]] portrait::Point2& at(int column, int row) {
        return vectors[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                       static_cast<std::size_t>(column)];
    }
    [[nodiscard]] const portrait::Point2& at(int column, int row) const {
        return const_cast<MorphField*>(this)->at(column, row);
    }
};

/// Where a picture of shape `from` is to be read so that it shows shape `to`: the pixel p of the
/// result is the picture's p + field(p). Exact at the landmarks and affine on the triangles between
/// them, linear along the outline, harmonic elsewhere, and nothing at the edges of the frame.
[[nodiscard]] MorphField morph_field(const Shape& from, const Shape& to, int width, int height);

/// Fills the nodes that are not known by Laplace's equation.
void fill_harmonically(MorphField& field, const std::vector<std::uint8_t>& known);

} // namespace kinovar::gallery
