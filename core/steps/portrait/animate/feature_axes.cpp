#include "core/steps/portrait/animate/feature_axes.h"

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {
namespace {

constexpr float kLeastStep = 1e-3F;        // between points that lie above each other, in widths
constexpr float kLandmarkSmoothing = .02F; // hides the corners between landmarks

// Slopes of a monotone cubic through the points (F. Fritsch, J. Butland, SIAM J. Sci. Stat. Comput.
// 5, 1984): the curve never overshoots a landmark.
std::vector<float> monotone_slopes(const std::vector<Point2>& points) {
    const std::size_t n = points.size();
    std::vector<float> secants(n - 1);
    for (std::size_t i = 0; i + 1 < n; ++i) {
        secants[i] = (points[i + 1].y - points[i].y) / (points[i + 1].x - points[i].x);
    }
    std::vector<float> slopes(n);
    slopes.front() = secants.front();
    slopes.back() = secants.back();
    for (std::size_t i = 1; i + 1 < n; ++i) {
        const float product = secants[i - 1] * secants[i];
        slopes[i] = product <= 0 ? 0 : 2 * product / (secants[i - 1] + secants[i]);
    }
    return slopes;
}

float hermite(Point2 a, Point2 b, float slope_a, float slope_b, float x) {
    const float step = b.x - a.x;
    const float t = (x - a.x) / step;
    const float t2 = t * t;
    const float t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * a.y + (t3 - 2 * t2 + t) * step * slope_a +
           (3 * t2 - 2 * t3) * b.y + (t3 - t2) * step * slope_b;
}

} // namespace

FeatureAxes::FeatureAxes(Point2 corner, Point2 other_corner) {
    if (other_corner.x < corner.x) {
        std::swap(corner, other_corner);
    }
    origin_ = corner;
    const Point2 along{other_corner.x - corner.x, other_corner.y - corner.y};
    const float length = std::hypot(along.x, along.y);
    if (length >= 1 && std::isfinite(length)) {
        width_ = length;
        across_ = {along.x / length, along.y / length};
    }
}

Point2 FeatureAxes::local_vector(Point2 pixels) const {
    return {(pixels.x * across_.x + pixels.y * across_.y) / width_,
            (pixels.y * across_.x - pixels.x * across_.y) / width_};
}

Point2 FeatureAxes::picture_vector(Point2 local) const {
    return {(local.x * across_.x - local.y * across_.y) * width_,
            (local.x * across_.y + local.y * across_.x) * width_};
}

Point2 FeatureAxes::local(Point2 picture) const {
    return local_vector({picture.x - origin_.x, picture.y - origin_.y});
}

Point2 FeatureAxes::picture(Point2 local) const {
    const Point2 offset = picture_vector(local);
    return {origin_.x + offset.x, origin_.y + offset.y};
}

Profile Profile::through(std::vector<Point2> points) {
    std::erase_if(points, [](Point2 p) { return !std::isfinite(p.x) || !std::isfinite(p.y); });
    if (points.empty()) {
        return {};
    }
    std::stable_sort(points.begin(), points.end(), [](Point2 a, Point2 b) { return a.x < b.x; });
    for (std::size_t i = 1; i < points.size(); ++i) {
        points[i].x = std::max(points[i].x, points[i - 1].x + kLeastStep);
    }
    if (points.size() == 1) {
        return of([&](float /*u*/) { return points.front().y; });
    }
    const std::vector<float> slopes = monotone_slopes(points);
    return of([&](float u) {
               if (u <= points.front().x) {
                   return points.front().y;
               }
               if (u >= points.back().x) {
                   return points.back().y;
               }
               std::size_t i = 0;
               while (points[i + 1].x < u) {
                   ++i;
               }
               return hermite(points[i], points[i + 1], slopes[i], slopes[i + 1], u);
           })
        .smoothed(kLandmarkSmoothing);
}

float Profile::operator()(float u) const {
    const float place = std::clamp(u, 0.F, 1.F) * (kSamples - 1);
    const int i = std::min(static_cast<int>(place), kSamples - 2);
    const float t = place - static_cast<float>(i);
    const auto index = static_cast<std::size_t>(i);
    return mix(values_[index], values_[index + 1], t);
}

Profile Profile::smoothed(float sigma) const {
    const float samples = sigma * (kSamples - 1);
    const int reach = static_cast<int>(std::ceil(3 * samples));
    Profile out;
    for (int i = 0; i < kSamples; ++i) {
        float sum = 0;
        float weights = 0;
        for (int k = -reach; k <= reach; ++k) {
            const float weight =
                std::exp(-.5F * static_cast<float>(k * k) / std::max(samples * samples, 1e-6F));
            const int from = std::clamp(i + k, 0, kSamples - 1);
            sum += weight * values_[static_cast<std::size_t>(from)];
            weights += weight;
        }
        out.values_[static_cast<std::size_t>(i)] = sum / weights;
    }
    return out;
}

float Profile::least() const {
    return *std::min_element(values_.begin(), values_.end());
}

float Profile::greatest() const {
    return *std::max_element(values_.begin(), values_.end());
}

float Profile::middle_mean() const {
    constexpr int kFirst = kSamples / 4;
    constexpr int kLast = 3 * kSamples / 4;
    float sum = 0;
    for (int i = kFirst; i < kLast; ++i) {
        sum += values_[static_cast<std::size_t>(i)];
    }
    return sum / (kLast - kFirst);
}

std::vector<Point2> local_points(const FaceMesh& mesh, const FeatureAxes& axes,
                                 std::span<const std::uint16_t> landmarks) {
    std::vector<Point2> points;
    points.reserve(landmarks.size());
    for (const std::uint16_t number : landmarks) {
        points.push_back(axes.local(landmark(mesh, number)));
    }
    return points;
}

Point2 landmark(const FaceMesh& mesh, int number) {
    const Point3& point = mesh.points[static_cast<std::size_t>(number)];
    return {point.x, point.y};
}

} // namespace kinovar::portrait
