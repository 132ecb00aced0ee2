#pragma once

// Private to core/steps/portrait/animate.

#include "core/steps/portrait/animate/grid.h"
#include "core/steps/portrait/face/face_geometry.h"

#include <array>
#include <vector>

namespace kinovar::portrait {

/// Which triangle of a face covers each node, and where in it the node lies.
class MeshRaster {
public:
    MeshRaster() = default;
    MeshRaster(const Grid& grid, const std::array<Point3, kLandmarks>& points);

    /// 255 where there is a triangle.
    [[nodiscard]] const cv::Mat1b& mask() const { return mask_; }

    /// Values of the landmarks, interpolated; 0 beside the mesh.
    template <class Value>
    [[nodiscard]] cv::Mat_<Value> spread(const std::vector<Value>& of_landmarks) const {
        cv::Mat_<Value> field(mask_.size(), Value{});
        for (const Cell& cell : cells_) {
            field(cell.row, cell.column) = of_landmarks[cell.triangle.a] * cell.a +
                                           of_landmarks[cell.triangle.b] * cell.b +
                                           of_landmarks[cell.triangle.c] * cell.c;
        }
        return field;
    }

private:
    struct Cell {
        int column, row;
        Triangle triangle;
        float a, b, c;
    };
    std::vector<Cell> cells_;
    cv::Mat1b mask_;
};

} // namespace kinovar::portrait
