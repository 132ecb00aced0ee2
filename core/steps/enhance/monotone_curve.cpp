#include "core/steps/enhance/monotone_curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

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
    curve.slopes_ = monotone_slopes(points);
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
    return hermite(points_[i], points_[i + 1], slopes_[i], slopes_[i + 1], x);
}

bool MonotoneCurve::is_neutral() const {
    return points_.front().x == 0 && points_.back().x == 1 &&
           std::all_of(points_.begin(), points_.end(), [](const Point& p) { return p.x == p.y; });
}

} // namespace kinovar::steps
