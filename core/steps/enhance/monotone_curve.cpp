#include "core/steps/enhance/monotone_curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr std::size_t kFewestPoints = 2;
constexpr std::size_t kMostPoints = 256;
constexpr std::string_view kSeparators = " +\t";
constexpr const char* kForm = "write points as x/y from 0 to 1, e.g. 0/0 0.25/0.2 1/1";

bool in_range(double value) {
    return value >= 0 && value <= 1;
}

Result<double> number_of(std::string_view text, std::string_view point) {
    double value = 0;
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (trouble != std::errc() || end != text.data() + text.size() || !in_range(value)) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("curve point '{}' is not x/y with both from 0 to 1", point),
                       kForm);
    }
    return value;
}

Result<MonotoneCurve::Point> point_of(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) {
        return failure(ErrorCode::InvalidArgument, fmt::format("curve point '{}' has no '/'", text),
                       kForm);
    }
    KINOVAR_TRY_ASSIGN(const double x, number_of(text.substr(0, slash), text));
    KINOVAR_TRY_ASSIGN(const double y, number_of(text.substr(slash + 1), text));
    return MonotoneCurve::Point{x, y};
}

/// Slopes at the points such that every piece is monotone.
std::vector<double> slopes_of(const std::vector<MonotoneCurve::Point>& points) {
    const std::size_t pieces = points.size() - 1;
    std::vector<double> secants(pieces);
    for (std::size_t i = 0; i < pieces; ++i) {
        secants[i] = (points[i + 1].y - points[i].y) / (points[i + 1].x - points[i].x);
    }
    std::vector<double> slopes(points.size());
    slopes.front() = secants.front();
    slopes.back() = secants.back();
    for (std::size_t i = 1; i < pieces; ++i) {
        slopes[i] = secants[i - 1] * secants[i] <= 0 ? 0 : (secants[i - 1] + secants[i]) / 2;
    }
    // Within the circle of radius 3 around the origin a piece is monotone (section 4 of the paper).
    constexpr double kCircle = 3;
    for (std::size_t i = 0; i < pieces; ++i) {
        if (secants[i] == 0) {
            slopes[i] = slopes[i + 1] = 0;
            continue;
        }
        const double radius = std::hypot(slopes[i] / secants[i], slopes[i + 1] / secants[i]);
        if (radius > kCircle) {
            slopes[i] *= kCircle / radius;
            slopes[i + 1] *= kCircle / radius;
        }
    }
    return slopes;
}

} // namespace

Result<MonotoneCurve> MonotoneCurve::through(std::vector<Point> points) {
    if (points.size() < kFewestPoints || points.size() > kMostPoints) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("a curve needs {} to {} points, not {}", kFewestPoints,
                                   kMostPoints, points.size()),
                       kForm);
    }
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!in_range(points[i].x) || !in_range(points[i].y)) {
            return failure(
                ErrorCode::InvalidArgument,
                fmt::format("curve point {}/{} lies outside of 0 to 1", points[i].x, points[i].y),
                kForm);
        }
        if (i > 0 && points[i].x <= points[i - 1].x) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("curve points are out of order: {}/{} comes after {}/{}",
                                       points[i].x, points[i].y, points[i - 1].x, points[i - 1].y),
                           "give them from left to right, each x once");
        }
    }
    MonotoneCurve curve;
    curve.slopes_ = slopes_of(points);
    curve.points_ = std::move(points);
    return curve;
}

Result<MonotoneCurve> MonotoneCurve::from_text(std::string_view text) {
    std::vector<Point> points;
    for (std::size_t at = text.find_first_not_of(kSeparators); at != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(kSeparators, at), text.size());
        KINOVAR_TRY_ASSIGN(const Point point, point_of(text.substr(at, end - at)));
        points.push_back(point);
        at = text.find_first_not_of(kSeparators, end);
    }
    if (points.empty()) {
        points = {{0, 0}, {1, 1}};
    }
    return through(std::move(points));
}

double MonotoneCurve::operator()(double x) const {
    if (!(x > points_.front().x)) {
        return points_.front().y;
    }
    if (x >= points_.back().x) {
        return points_.back().y;
    }
    const auto next = std::upper_bound(points_.begin(), points_.end(), x,
                                       [](double value, const Point& p) { return value < p.x; });
    const auto i = static_cast<std::size_t>(next - points_.begin()) - 1;
    const double width = points_[i + 1].x - points_[i].x;
    const double t = (x - points_[i].x) / width;
    const double s = 1 - t;
    return points_[i].y * (1 + 2 * t) * s * s + points_[i + 1].y * t * t * (3 - 2 * t) +
           width * (slopes_[i] * t * s * s - slopes_[i + 1] * t * t * s);
}

bool MonotoneCurve::is_neutral() const {
    return points_.front().x == 0 && points_.back().x == 1 &&
           std::all_of(points_.begin(), points_.end(), [](const Point& p) { return p.x == p.y; });
}

} // namespace kinovar::steps
