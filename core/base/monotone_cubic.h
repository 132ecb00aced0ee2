#pragma once

#include <span>
#include <vector>

namespace kinovar {

struct CurvePoint {
    double x = 0, y = 0;
    friend bool operator==(const CurvePoint&, const CurvePoint&) = default;
};

/// The slope at each of at least two points, x ascending, such that the cubic Hermite between two
/// neighbours never goes above or below them: F. N. Fritsch and R. E. Carlson, "Monotone piecewise
/// cubic interpolation", SIAM J. Numer. Anal. 17(2), 1980. `period` > 0: the curve is closed, the
/// first point follows the last one at x + period.
[[nodiscard]] std::vector<double> monotone_slopes(std::span<const CurvePoint> points,
                                                  double period = 0);

/// The cubic from a to b with those slopes, at a.x ≤ x ≤ b.x.
[[nodiscard]] double hermite(const CurvePoint& a, const CurvePoint& b, double slope_a,
                             double slope_b, double x);

} // namespace kinovar
