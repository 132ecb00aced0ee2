#pragma once

#include <opencv2/core.hpp>

namespace kinovar::retouch {

/// Maps of the plane: x' = A·(x, y, 1). Pixels, the centre of the first one at (0, 0).
using Affine = cv::Matx23d;

inline const Affine kIdentity{1, 0, 0, 0, 1, 0};

[[nodiscard]] inline cv::Point2d apply(const Affine& map, const cv::Point2d& at) {
    return {map(0, 0) * at.x + map(0, 1) * at.y + map(0, 2),
            map(1, 0) * at.x + map(1, 1) * at.y + map(1, 2)};
}

/// First `second`, then `first`.
[[nodiscard]] inline Affine after(const Affine& first, const Affine& second) {
    Affine both;
    for (int row = 0; row < 2; ++row) {
        for (int column = 0; column < 3; ++column) {
            both(row, column) =
                first(row, 0) * second(0, column) + first(row, 1) * second(1, column);
        }
        both(row, 2) += first(row, 2);
    }
    return both;
}

[[nodiscard]] inline double determinant(const Affine& map) {
    return map(0, 0) * map(1, 1) - map(0, 1) * map(1, 0);
}

/// Of a map whose determinant is not 0.
[[nodiscard]] inline Affine inverse(const Affine& map) {
    const double scale = 1 / determinant(map);
    Affine back{map(1, 1) * scale, -map(0, 1) * scale, 0, -map(1, 0) * scale, map(0, 0) * scale, 0};
    back(0, 2) = -(back(0, 0) * map(0, 2) + back(0, 1) * map(1, 2));
    back(1, 2) = -(back(1, 0) * map(0, 2) + back(1, 1) * map(1, 2));
    return back;
}

[[nodiscard]] inline Affine moved(const Affine& map, const cv::Point2d& by) {
    Affine result = map;
    result(0, 2) += by.x;
    result(1, 2) += by.y;
    return result;
}

/// The same map in pixels of a picture `by` times as wide and high.
[[nodiscard]] inline Affine scaled(const Affine& map, const cv::Point2d& by) {
    // Edges lie at −0.5, so that is the place that stays.
    constexpr double kEdge = 0.5;
    const Affine there{1 / by.x, 0, kEdge / by.x - kEdge, 0, 1 / by.y, kEdge / by.y - kEdge};
    return after(inverse(there), after(map, there));
}

} // namespace kinovar::retouch
