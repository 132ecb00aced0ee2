#include "core/gallery/shape.h"

#include "core/gallery/matte_sample.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace kinovar::gallery {

namespace {

using portrait::Point2;

constexpr float kInside = 0.5F;     ///< of the matte
constexpr double kFrameEdge = 0.02; ///< of the frame's height: nearer to its edge is beyond it
constexpr int kMedianReach = 2;     ///< rays on each side
constexpr double kGap = 0.1;        ///< of the frame's height: what lies beyond it is someone else

/// Rays that point further down (sine) meet necks and shoulders, which do not correspond.
constexpr float kLowestRay = 0.3F;
// Moves of the outline, in face widths: up to the first they are followed, beyond the second not.
constexpr float kFollowed = 0.3F;
constexpr float kNotFollowed = 0.55F;
constexpr int kSmoothReach = 5; ///< rays on each side
constexpr float kSmoothSigma = 2.2F;
constexpr std::size_t kLeftCheek = 234;
constexpr std::size_t kRightCheek = 454;

/// Inner corners of the eyes and the tip of the nose's bridge: a middle that expressions leave.
constexpr std::array<int, 3> kMiddle{133, 362, 4};

Point2 direction(int ray) {
    const double angle = 2 * std::numbers::pi * ray / kOutlineRays;
    return {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle))};
}

/// Distance from `middle`, in pixels, of the last place along a ray that belongs to the person;
/// 0 where the ray leaves the frame inside of him.
double reach_of(const portrait::Matte& matte, Point2 middle, Point2 way, int width, int height) {
    const double step = static_cast<double>(width) / matte.width;
    const double edge = kFrameEdge * height;
    double last = 0;
    for (double r = step;; r += step) {
        const double x = middle.x + r * way.x;
        const double y = middle.y + r * way.y;
        if (x < edge || y < edge || x > width - 1 - edge || y > height - 1 - edge) {
            return r - last > 2 * step ? last : 0;
        }
        if (matte_at(matte, x, y, width, height) > kInside) {
            last = r;
        } else if (r - last > kGap * height && last > 0) {
            return last;
        }
    }
}

/// Wisps and holes of the matte are not followed.
std::vector<double> without_outliers(const std::vector<double>& reach) {
    std::vector<double> calm(reach.size());
    for (int i = 0; i < kOutlineRays; ++i) {
        std::vector<double> near;
        for (int d = -kMedianReach; d <= kMedianReach; ++d) {
            const auto at = static_cast<std::size_t>((i + d + kOutlineRays) % kOutlineRays);
            if (reach[at] > 0) {
                near.push_back(reach[at]);
            }
        }
        if (reach[static_cast<std::size_t>(i)] > 0 &&
            near.size() > static_cast<std::size_t>(kMedianReach)) {
            std::nth_element(near.begin(), near.begin() + static_cast<long>(near.size() / 2),
                             near.end());
            calm[static_cast<std::size_t>(i)] = near[near.size() / 2];
        }
    }
    return calm;
}

} // namespace

Shape shape_of(const portrait::FaceMesh& mesh, const portrait::Matte& matte, int width,
               int height) {
    Shape shape;
    for (std::size_t i = 0; i < shape.face.size(); ++i) {
        shape.face[i] = {mesh.points[i].x, mesh.points[i].y};
    }
    if (matte.values.empty()) {
        return shape;
    }
    Point2 middle;
    for (const int i : kMiddle) {
        middle.x += shape.face[static_cast<std::size_t>(i)].x / kMiddle.size();
        middle.y += shape.face[static_cast<std::size_t>(i)].y / kMiddle.size();
    }
    std::vector<double> reach;
    for (int ray = 0; ray < kOutlineRays; ++ray) {
        reach.push_back(reach_of(matte, middle, direction(ray), width, height));
    }
    reach = without_outliers(reach);
    for (int ray = 0; ray < kOutlineRays; ++ray) {
        const auto i = static_cast<std::size_t>(ray);
        if (reach[i] > 0) {
            const Point2 way = direction(ray);
            shape.outline[i] = Point2{middle.x + static_cast<float>(reach[i]) * way.x,
                                      middle.y + static_cast<float>(reach[i]) * way.y};
        }
    }
    return shape;
}

void pair_outlines(Shape& a, Shape& b) {
    const Point2 cheeks{a.face[kRightCheek].x - a.face[kLeftCheek].x,
                        a.face[kRightCheek].y - a.face[kLeftCheek].y};
    const float width = std::max(1.0F, std::hypot(cheeks.x, cheeks.y));
    std::array<std::optional<Point2>, kOutlineRays> moves;
    for (int ray = 0; ray < kOutlineRays; ++ray) {
        const auto i = static_cast<std::size_t>(ray);
        if (!a.outline[i] || !b.outline[i] || direction(ray).y > kLowestRay) {
            a.outline[i].reset();
            b.outline[i].reset();
            continue;
        }
        const Point2 move{b.outline[i]->x - a.outline[i]->x, b.outline[i]->y - a.outline[i]->y};
        const float far = std::hypot(move.x, move.y) / width;
        const float t = std::clamp((kNotFollowed - far) / (kNotFollowed - kFollowed), 0.0F, 1.0F);
        const float followed = t * t * (3 - 2 * t);
        moves[i] = Point2{move.x * followed, move.y * followed};
    }
    for (int ray = 0; ray < kOutlineRays; ++ray) {
        const auto i = static_cast<std::size_t>(ray);
        if (!moves[i]) {
            continue;
        }
        Point2 sum;
        float weights = 0;
        for (int d = -kSmoothReach; d <= kSmoothReach; ++d) {
            const auto near = static_cast<std::size_t>((ray + d + kOutlineRays) % kOutlineRays);
            const float t = static_cast<float>(d) / kSmoothSigma;
            const float weight = std::exp(-t * t / 2); // what is missing does not move
            weights += weight;
            sum.x += moves[near] ? weight * moves[near]->x : 0;
            sum.y += moves[near] ? weight * moves[near]->y : 0;
        }
        b.outline[i] = Point2{a.outline[i]->x + sum.x / weights, a.outline[i]->y + sum.y / weights};
    }
}

Shape between(const Shape& a, const Shape& b, float share_of_b) {
    const auto mix = [&](Point2 p, Point2 q) {
        return Point2{p.x + (q.x - p.x) * share_of_b, p.y + (q.y - p.y) * share_of_b};
    };
    Shape shape;
    for (std::size_t i = 0; i < shape.face.size(); ++i) {
        shape.face[i] = mix(a.face[i], b.face[i]);
    }
    for (std::size_t i = 0; i < shape.outline.size(); ++i) {
        if (a.outline[i] && b.outline[i]) {
            shape.outline[i] = mix(*a.outline[i], *b.outline[i]);
        }
    }
    return shape;
}

} // namespace kinovar::gallery
