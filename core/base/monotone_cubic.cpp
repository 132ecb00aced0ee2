#include "core/base/monotone_cubic.h"

#include <cassert>
#include <cmath>
#include <cstddef>

namespace kinovar {

std::vector<double> monotone_slopes(std::span<const CurvePoint> points, double period) {
    assert(points.size() >= 2);
    const std::size_t count = points.size();
    const bool closed = period > 0;
    const std::size_t pieces = closed ? count : count - 1;
    std::vector<double> secants(pieces);
    for (std::size_t i = 0; i < pieces; ++i) {
        const bool wraps = i + 1 == count;
        const CurvePoint& next = points[wraps ? 0 : i + 1];
        secants[i] = (next.y - points[i].y) / (next.x + (wraps ? period : 0) - points[i].x);
    }
    std::vector<double> slopes(count);
    slopes.front() = secants.front();
    slopes.back() = secants.back();
    for (std::size_t i = closed ? 0 : 1; i < pieces; ++i) {
        const double before = secants[i == 0 ? pieces - 1 : i - 1];
        slopes[i] = before * secants[i] <= 0 ? 0 : (before + secants[i]) / 2;
    }
    // Within the circle of radius 3 around the origin a piece is monotone (section 4 of the paper).
    // Slopes are only ever made smaller, so a piece that was limited stays within it.
    constexpr double kCircle = 3;
    for (std::size_t i = 0; i < pieces; ++i) {
        double& from = slopes[i];
        double& to = slopes[(i + 1) % count];
        if (secants[i] == 0) {
            from = to = 0;
            continue;
        }
        const double radius = std::hypot(from / secants[i], to / secants[i]);
        if (radius > kCircle) {
            from *= kCircle / radius;
            to *= kCircle / radius;
        }
    }
    return slopes;
}

double hermite(const CurvePoint& a, const CurvePoint& b, double slope_a, double slope_b, double x) {
    const double width = b.x - a.x;
    const double t = (x - a.x) / width;
    const double s = 1 - t;
    return a.y * (1 + 2 * t) * s * s + b.y * t * t * (3 - 2 * t) +
           width * (slope_a * t * s * s - slope_b * t * t * s);
}

} // namespace kinovar
