#include "core/steps/portrait/face/similarity.h"

#include "core/steps/portrait/face/face_geometry.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace kinovar::portrait {
namespace {

using Points = Eigen::Matrix<double, 3, Eigen::Dynamic>;

Points matrix_of(std::span<const Point3> points) {
    Points matrix(3, static_cast<Eigen::Index>(points.size()));
    for (std::size_t i = 0; i < points.size(); ++i) {
        matrix.col(static_cast<Eigen::Index>(i)) << points[i].x, points[i].y, points[i].z;
    }
    return matrix;
}

} // namespace

Point3 Similarity::apply(Point3 point) const {
    const auto row = [&](std::size_t i) {
        return static_cast<float>(scale *
                                      (rotation[3 * i] * point.x + rotation[3 * i + 1] * point.y +
                                       rotation[3 * i + 2] * point.z) +
                                  move[i]);
    };
    return {row(0), row(1), row(2)};
}

Similarity fit_similarity(std::span<const Point3> from, std::span<const Point3> to) {
    assert(from.size() == to.size() && from.size() >= 3);
    Points a = matrix_of(from);
    Points b = matrix_of(to);
    const Eigen::Vector3d mean_a = a.rowwise().mean();
    const Eigen::Vector3d mean_b = b.rowwise().mean();
    a.colwise() -= mean_a;
    b.colwise() -= mean_b;
    const Eigen::JacobiSVD<Eigen::Matrix3d> svd(b * a.transpose(),
                                                Eigen::ComputeFullU | Eigen::ComputeFullV);
    Eigen::Vector3d signs(1, 1, 1);
    if ((svd.matrixU() * svd.matrixV().transpose()).determinant() < 0) {
        signs(2) = -1;
    }
    const Eigen::Matrix3d turn = svd.matrixU() * signs.asDiagonal() * svd.matrixV().transpose();
    Similarity fit;
    const double spread = a.squaredNorm();
    fit.scale = spread > 0 ? svd.singularValues().dot(signs) / spread : 1;
    const Eigen::Vector3d move = mean_b - fit.scale * turn * mean_a;
    for (Eigen::Index row = 0; row < 3; ++row) {
        fit.move[static_cast<std::size_t>(row)] = move(row);
        for (Eigen::Index column = 0; column < 3; ++column) {
            fit.rotation[static_cast<std::size_t>(3 * row + column)] = turn(row, column);
        }
    }
    return fit;
}

std::array<std::uint16_t, kLandmarks> mirror_pairs(const std::array<Point3, kLandmarks>& face) {
    struct Pair {
        double distance;
        std::uint16_t a, b;
    };
    std::vector<Pair> pairs;
    for (std::uint16_t a = 0; a < kLandmarks; ++a) {
        for (std::uint16_t b = a; b < kLandmarks; ++b) {
            const Point3& p = face[a];
            const Point3& q = face[b];
            // Either point from the mirror image of the other; a point of the midline pairs with
            // itself.
            pairs.push_back({std::hypot(p.x + q.x, p.y - q.y, p.z - q.z), a, b});
        }
    }
    std::sort(pairs.begin(), pairs.end(),
              [](const Pair& l, const Pair& r) { return l.distance < r.distance; });
    std::array<std::uint16_t, kLandmarks> map{};
    std::array<bool, kLandmarks> taken{};
    const auto join = [&](std::uint16_t a, std::uint16_t b) {
        if (!taken[a] && !taken[b]) {
            map[a] = b;
            map[b] = a;
            taken[a] = taken[b] = true;
        }
    };
    // Points lie close together there: what is known comes first.
    for (const auto row : {&upper_lid, &lower_lid, &brow}) {
        for (std::size_t i = 0; i < row(0).size(); ++i) {
            join(row(0)[i], row(1)[i]);
        }
    }
    for (const auto lip : {inner_upper_lip(), inner_lower_lip()}) {
        for (std::size_t i = 0; i < lip.size(); ++i) {
            join(lip[i], lip[lip.size() - 1 - i]);
        }
    }
    for (const Pair& pair : pairs) {
        join(pair.a, pair.b);
    }
    return map;
}

} // namespace kinovar::portrait
