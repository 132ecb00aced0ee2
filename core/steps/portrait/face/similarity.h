#pragma once

#include "core/steps/portrait/face/face.h"

#include <array>
#include <cstdint>
#include <span>

namespace kinovar::portrait {

/// to = scale · rotation · from + move.
struct Similarity {
    double scale = 1;
    std::array<double, 9> rotation{1, 0, 0, 0, 1, 0, 0, 0, 1}; ///< row-major
    std::array<double, 3> move{};

    [[nodiscard]] Point3 apply(Point3 point) const;
};

/// The one that maps `from` onto `to` with the least squared error: S. Umeyama, "Least-squares
/// estimation of transformation parameters between two point patterns", PAMI 1991. Both of the same
/// size, at least three points not on a line.
[[nodiscard]] Similarity fit_similarity(std::span<const Point3> from, std::span<const Point3> to);

/// The landmark that mirrors each one, for a face about the plane x = 0 that is roughly symmetric:
/// nearest pairs first, each landmark once.
[[nodiscard]] std::array<std::uint16_t, kLandmarks>
mirror_pairs(const std::array<Point3, kLandmarks>& face);

} // namespace kinovar::portrait
