#pragma once

// Private to core/steps/portrait/animate.

#include "core/steps/portrait/animate/local_operator.h"
#include "core/steps/portrait/face/face.h"

#include <opencv2/core.hpp>

#include <span>

namespace kinovar::portrait {

/// The nodes on which a head's motion is worked out: node (column, row) lies at (x + column · step,
/// y + row · step) of the still. Fields on it are matrices of rows × columns.
struct Grid {
    float x = 0, y = 0; ///< px
    float step = 1;     ///< px
    int columns = 0;
    int rows = 0;

    [[nodiscard]] Point2 place(int column, int row) const {
        return {x + step * static_cast<float>(column), y + step * static_cast<float>(row)};
    }
    [[nodiscard]] Point2 node(Point2 place) const {
        return {(place.x - x) / step, (place.y - y) / step};
    }
    [[nodiscard]] cv::Size size() const { return {columns, rows}; }
};

/// Between the four nodes around; beyond the grid as on its edge. `at`: in nodes.
template <class Value>
[[nodiscard]] Value between_nodes(const cv::Mat_<Value>& field, Point2 at) {
    const float u = std::min(std::max(at.x, 0.0F), static_cast<float>(field.cols - 1));
    const float v = std::min(std::max(at.y, 0.0F), static_cast<float>(field.rows - 1));
    const int column = std::min(static_cast<int>(u), std::max(field.cols - 2, 0));
    const int row = std::min(static_cast<int>(v), std::max(field.rows - 2, 0));
    const int next_column = std::min(column + 1, field.cols - 1);
    const float fu = u - static_cast<float>(column);
    const float fv = v - static_cast<float>(row);
    const Value* top = field[row];
    const Value* low = field[std::min(row + 1, field.rows - 1)];
    return (top[column] * (1 - fu) + top[next_column] * fu) * (1 - fv) +
           (low[column] * (1 - fu) + low[next_column] * fu) * fv;
}

/// 0 below 0, 1 above 1, smooth between.
[[nodiscard]] inline float smooth_step(float t) {
    t = std::min(std::max(t, 0.0F), 1.0F);
    return t * t * (3 - 2 * t);
}

} // namespace kinovar::portrait
