#include "core/steps/retouch/brush/stroke.h"

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr double kSamePlace = 0.05;      // px: points closer than that are one
constexpr double kFlatness = 0.1;        // px that a chord may lie off its curve
constexpr double kMostChords = 256;      // of one curve
constexpr double kPiecesPerDab = 4;      // a dab's worth of flow is added over …
constexpr double kDabSpacing = 0.25;     // … this share of the diameter
constexpr double kShortestStep = 0.5;    // px
constexpr double kSmoothEdge = 1;        // px: even a hard edge is smooth over that much
constexpr double kLeastRadius = 0.5;     // px: thinner brushes cover less instead
constexpr double kMostTurnForBack = 0.9; // sine of a turn from which a whole cap is drawn

/// The middle of a brush's edge zone and its width: (half covered there, from full to nothing).
struct Edge {
    double outer; ///< distance at which nothing is covered any more
    double width;
};
Edge edge_of(double radius, double hardness) {
    const double width = std::max(radius * (1 - hardness), kSmoothEdge);
    return {(radius * (1 + hardness) + width) / 2, width};
}

Tip between(const Tip& a, const Tip& b, double t) {
    return {a.at + (b.at - a.at) * t, a.radius + (b.radius - a.radius) * t,
            a.strength + (b.strength - a.strength) * t};
}

Tip mirrored(const Tip& about, const Tip& other) {
    return {2 * about.at - other.at, about.radius, about.strength};
}

/// Part of a row in which a value that changes by `slope` from pixel to pixel, and is `at_zero` at
/// 0, lies between two bounds.
struct Span {
    double first, last;
    void narrow(double slope, double at_zero, double low, double high) {
        constexpr double kLevel = 1e-9;
        if (std::abs(slope) < kLevel) {
            if (at_zero < low || at_zero > high) {
                last = first - 1;
            }
            return;
        }
        const double one = (low - at_zero) / slope;
        const double two = (high - at_zero) / slope;
        first = std::max(first, std::min(one, two));
        last = std::min(last, std::max(one, two));
    }
};

/// What a row of a piece is worked out from: all that does not change along it, in floats.
struct Line {
    float along, along_step;   ///< way along the piece at the first pixel; to the next one
    float across, across_step; ///< the same beside it
    float length, per_px;      ///< of the piece, and its inverse
    float outer, outer_change; ///< distance at which nothing is covered, from start to end
    float sharp, sharp_change; ///< inverse of the edge's width
    float strength, strength_change;
    float rate;
};

/// Brings pixels nearer to the brush's profile, never farther from it. Kept apart and without
/// branches, so that the compiler makes vectors of it.
void lay_pixels(const Line& line, float* out, int count) {
    for (int x = 0; x < count; ++x) {
        const auto steps = static_cast<float>(x);
        const float along = line.along + line.along_step * steps;
        const float across = line.across + line.across_step * steps;
        const float on_line = std::min(std::max(along, 0.0F), line.length);
        const float beyond = along - on_line;
        const float distance = std::sqrt(across * across + beyond * beyond);
        const float share = on_line * line.per_px;
        const float depth = (line.outer + line.outer_change * share - distance) *
                            (line.sharp + line.sharp_change * share);
        const float inside = std::min(std::max(depth, 0.0F), 1.0F);
        const float profile =
            inside * inside * (3 - 2 * inside) * (line.strength + line.strength_change * share);
        out[x] += std::max(profile - out[x], 0.0F) * line.rate;
    }
}

} // namespace

cv::Point2d pixel_of(const Place& place, const cv::Size& picture, const cv::Matx23d& to_now) {
    const double x = place.x * picture.width - 0.5;
    const double y = place.y * picture.height - 0.5;
    return {to_now(0, 0) * x + to_now(0, 1) * y + to_now(0, 2),
            to_now(1, 0) * x + to_now(1, 1) * y + to_now(1, 2)};
}

double scale_of(const cv::Matx23d& map) {
    return std::sqrt(std::abs(map(0, 0) * map(1, 1) - map(0, 1) * map(1, 0)));
}

cv::Rect Piece::box() const {
    const double reach = std::max(from.radius, to.radius) + kSmoothEdge;
    const double left = std::min(from.at.x, to.at.x) - reach;
    const double top = std::min(from.at.y, to.at.y) - reach;
    const double right = std::max(from.at.x, to.at.x) + reach;
    const double bottom = std::max(from.at.y, to.at.y) + reach;
    // Strokes may leave the picture by far; what no picture has is as good as any.
    constexpr double kFar = 1 << 20;
    const auto whole = [=](double value) {
        return static_cast<int>(std::floor(std::clamp(value, -kFar, kFar)));
    };
    const cv::Point corner(whole(left), whole(top));
    return {corner, cv::Point(whole(right) + 2, whole(bottom) + 2)};
}

// --- StrokeWay

StrokeWay::StrokeWay(const Brush& brush, const cv::Size& picture, const cv::Matx23d& to_now)
    : brush_(brush), picture_(picture), to_now_(to_now),
      radius_(brush.size * picture.height * scale_of(to_now) / 2) {}

void StrokeWay::add(const StrokePoint& point, const Lay& lay) {
    const double pressure = std::clamp(point.pressure, 0.0, 1.0);
    Tip tip{pixel_of(point.at, picture_, to_now_),
            brush_.pressure_sizes ? radius_ * pressure : radius_,
            brush_.pressure_thins ? pressure : 1};
    if (tip.radius < kLeastRadius) {
        tip.strength *= tip.radius / kLeastRadius;
        tip.radius = kLeastRadius;
    }
    if (!tips_.empty() && cv::norm(tip.at - tips_.back().at) < kSamePlace) {
        // A pen that is pressed down: the strongest counts.
        tips_.back().radius = std::max(tips_.back().radius, tip.radius);
        tips_.back().strength = std::max(tips_.back().strength, tip.strength);
        return;
    }
    tips_.push_back(tip);
    if (tips_.size() < 3) {
        return;
    }
    const std::size_t n = tips_.size();
    const Tip before = n > 3 ? tips_[n - 4] : mirrored(tips_[0], tips_[1]);
    curve(before, tips_[n - 3], tips_[n - 2], tips_[n - 1], lay);
    if (n > 3) {
        tips_.erase(tips_.begin());
    }
}

void StrokeWay::finish(const Lay& lay) {
    const std::size_t n = tips_.size();
    if (n == 0) {
        return;
    }
    if (n == 1) {
        dab(tips_[0], lay);
        return;
    }
    const Tip before = n > 2 ? tips_[n - 3] : mirrored(tips_[0], tips_[1]);
    curve(before, tips_[n - 2], tips_[n - 1], mirrored(tips_[n - 1], tips_[n - 2]), lay);
    if (brush_.flow >= 1) {
        dab(at_, lay);
    } else {
        step_to(tips_[n - 1], lay);
    }
}

void StrokeWay::dab(const Tip& at, const Lay& lay) const {
    const double reach = at.radius + kSmoothEdge;
    lay({at, at, brush_.flow, reach, reach});
}

void StrokeWay::curve(const Tip& before, const Tip& from, const Tip& to, const Tip& after,
                      const Lay& lay) {
    if (!begun_) {
        begun_ = true;
        at_ = from;
        dab(from, lay);
    }
    const cv::Point2d chord = to.at - from.at;
    const double k0 = std::sqrt(std::max(cv::norm(from.at - before.at), kSamePlace));
    const double k1 = std::sqrt(std::max(cv::norm(chord), kSamePlace));
    const double k2 = std::sqrt(std::max(cv::norm(after.at - to.at), kSamePlace));
    const cv::Point2d m0 =
        ((from.at - before.at) / k0 - (to.at - before.at) / (k0 + k1) + chord / k1) * k1;
    const cv::Point2d m1 =
        (chord / k1 - (after.at - from.at) / (k1 + k2) + (after.at - to.at) / k2) * k1;
    // The second derivative is greatest at one of the ends; it says how many chords will do.
    const double bend =
        std::max(cv::norm(6 * chord - 4 * m0 - 2 * m1), cv::norm(2 * m0 + 4 * m1 - 6 * chord));
    const int chords = static_cast<int>(
        std::clamp(std::ceil(std::sqrt(bend / (8 * kFlatness))), 1.0, kMostChords));
    for (int i = 1; i <= chords; ++i) {
        const double t = static_cast<double>(i) / chords;
        const double u = 1 - t;
        Tip tip = between(from, to, t);
        tip.at = from.at * (u * u * (1 + 2 * t)) + m0 * (u * u * t) +
                 to.at * (t * t * (3 - 2 * t)) - m1 * (t * t * u);
        walk(tip, lay);
    }
}

void StrokeWay::walk(const Tip& to, const Lay& lay) {
    const cv::Point2d step = to.at - at_.at;
    const double length = cv::norm(step);
    if (brush_.flow >= 1) {
        // Pixels behind the start were covered by the piece before, but for a wedge in a bend.
        const double reach = std::max(at_.radius, to.radius) + kSmoothEdge;
        const cv::Point2d direction = length > 0 ? step / length : cv::Point2d();
        const bool ahead = direction.dot(direction_) > 0;
        const double turn = std::abs(direction.cross(direction_));
        const double back = ahead && turn < kMostTurnForBack ? reach * turn + 1 : reach;
        lay({at_, to, 1, back, 1});
        at_ = to;
        direction_ = direction;
        return;
    }
    // Equal steps, whatever the points: how much is added depends on the way alone.
    const Tip target = to;
    for (double left = length; left > 0; left = cv::norm(target.at - at_.at)) {
        const double stride = stride_at(at_);
        if (left < stride) {
            return;
        }
        step_to(between(at_, target, stride / left), lay);
    }
}

double StrokeWay::stride_at(const Tip& tip) {
    return std::max(2 * tip.radius * kDabSpacing / kPiecesPerDab, kShortestStep);
}

void StrokeWay::step_to(const Tip& to, const Lay& lay) {
    const double dabs = cv::norm(to.at - at_.at) / (stride_at(at_) * kPiecesPerDab);
    const double reach = std::max(at_.radius, to.radius) + kSmoothEdge;
    lay({at_, to, 1 - std::pow(1 - brush_.flow, dabs), reach, reach});
    at_ = to;
}

void walk_stroke(const Mark& mark, const cv::Size& picture, const cv::Matx23d& to_now,
                 const Lay& lay) {
    StrokeWay way(mark.brush, picture, to_now);
    for (const StrokePoint& point : mark.points) {
        way.add(point, lay);
    }
    way.finish(lay);
}

// --- StrokePlane

StrokePlane::StrokePlane(cv::Mat plane, cv::Point origin, double hardness)
    : plane_(std::move(plane)), origin_(origin), hardness_(hardness),
      touched_(static_cast<std::size_t>(plane_.rows), {plane_.cols, 0}) {}

void StrokePlane::lay(const Piece& piece) {
    const cv::Point2d way = piece.to.at - piece.from.at;
    const double length = cv::norm(way);
    const cv::Point2d direction = length > 0 ? way / length : cv::Point2d(1, 0);
    const Edge start = edge_of(piece.from.radius, hardness_);
    const Edge end = edge_of(piece.to.radius, hardness_);
    const double reach = std::max(start.outer, end.outer);
    const double back = std::min(piece.back, reach);
    const double ahead = std::min(piece.ahead, reach);
    Line line{.along_step = static_cast<float>(direction.x),
              .across_step = static_cast<float>(-direction.y),
              .length = static_cast<float>(length),
              .per_px = length > 0 ? static_cast<float>(1 / length) : 0.0F,
              .outer = static_cast<float>(start.outer),
              .outer_change = static_cast<float>(end.outer - start.outer),
              .sharp = static_cast<float>(1 / start.width),
              .sharp_change = static_cast<float>(1 / end.width - 1 / start.width),
              .strength = static_cast<float>(piece.from.strength),
              .strength_change = static_cast<float>(piece.to.strength - piece.from.strength),
              .rate = static_cast<float>(piece.rate)};
    const cv::Rect box = piece.box() & cv::Rect(origin_, plane_.size());
    for (int y = box.y; y < box.br().y; ++y) {
        const double dy = y - piece.from.at.y;
        const double along = dy * direction.y - piece.from.at.x * direction.x;
        const double across = dy * direction.x + piece.from.at.x * direction.y;
        Span span{static_cast<double>(box.x), static_cast<double>(box.br().x - 1)};
        span.narrow(direction.x, along, -back, length + ahead);
        span.narrow(-direction.y, across, -reach, reach);
        const int first = static_cast<int>(std::ceil(span.first));
        const int count = static_cast<int>(std::floor(span.last)) + 1 - first;
        if (count > 0) {
            line.along = static_cast<float>(along + direction.x * first);
            line.across = static_cast<float>(across - direction.y * first);
            const int column = first - origin_.x;
            auto& touched = touched_[static_cast<std::size_t>(y - origin_.y)];
            touched.first = std::min(touched.first, column);
            touched.second = std::max(touched.second, column + count);
            lay_pixels(line, plane_.ptr<float>(y - origin_.y) + column, count);
        }
    }
}

void StrokePlane::take(const std::function<void(int, int, int)>& use) {
    for (int y = 0; y < plane_.rows; ++y) {
        auto& [first, end] = touched_[static_cast<std::size_t>(y)];
        if (first < end) {
            use(y, first, end);
            std::fill(plane_.ptr<float>(y) + first, plane_.ptr<float>(y) + end, 0.0F);
        }
        first = plane_.cols;
        end = 0;
    }
}

} // namespace kinovar::retouch
