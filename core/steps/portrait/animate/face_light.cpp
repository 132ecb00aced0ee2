#include "core/steps/portrait/animate/face_light.h"

#include "core/steps/portrait/animate/still_patch.h"
#include "core/steps/portrait/face/face_geometry.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {
namespace {

constexpr float kLeastFacing = .25F;  // vertices turned further away tell little of the light
constexpr int kRounds = 6;            // of re-weighting
constexpr float kRidge = .05F;        // keeps the fit calm where normals hardly differ
constexpr float kSampleReach = .015F; // half width of the mean at a vertex, in face widths

std::array<Point3, kLandmarks> normals_of(const FaceMesh& mesh) {
    std::array<Eigen::Vector3f, kLandmarks> sums;
    sums.fill(Eigen::Vector3f::Zero());
    const auto vertex = [&](std::uint16_t i) {
        const Point3& p = mesh.points[i];
        return Eigen::Vector3f{p.x, p.y, p.z};
    };
    for (const Triangle& t : face_triangles()) {
        const Eigen::Vector3f normal = (vertex(t.b) - vertex(t.a)).cross(vertex(t.c) - vertex(t.a));
        sums[t.a] += normal;
        sums[t.b] += normal;
        sums[t.c] += normal;
    }
    std::array<Point3, kLandmarks> normals;
    for (std::size_t i = 0; i < normals.size(); ++i) {
        // Towards the viewer is −z; a face turned to us has most of its normals there.
        Eigen::Vector3f n = sums[i].normalized();
        n = n.z() > 0 ? Eigen::Vector3f(-n) : n;
        normals[i] = {n.x(), n.y(), n.z()};
    }
    return normals;
}

} // namespace

FaceLight fit_light(const Frame& still, const FaceMesh& mesh) {
    std::vector<Point2> outline;
    for (const Point3& point : mesh.points) {
        outline.push_back({point.x, point.y});
    }
    const StillPatch patch(still, rect_around(outline, 0));
    const auto normals = normals_of(mesh);
    std::vector<std::array<float, 5>> rows; // 1, normal, lightness
    const float reach = kSampleReach * static_cast<float>(patch.place().width);
    for (std::size_t i = 0; i < normals.size(); ++i) {
        if (normals[i].z < -kLeastFacing) {
            rows.push_back({1, normals[i].x, normals[i].y, normals[i].z,
                            patch.mean_at(outline[i], reach).lightness()});
        }
    }
    if (rows.size() < 4 || patch.empty()) {
        return {};
    }
    Eigen::Vector4f fit = Eigen::Vector4f::Zero();
    std::vector<float> weights(rows.size(), 1.F);
    for (int round = 0; round < kRounds; ++round) {
        Eigen::Matrix4f a = Eigen::Matrix4f::Identity() * kRidge;
        Eigen::Vector4f b = Eigen::Vector4f::Zero();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Eigen::Map<const Eigen::Vector4f> x(rows[i].data());
            a += weights[i] * x * x.transpose();
            b += weights[i] * rows[i][4] * x;
        }
        fit = a.ldlt().solve(b);
        std::vector<float> misses(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            misses[i] =
                std::abs(Eigen::Map<const Eigen::Vector4f>(rows[i].data()).dot(fit) - rows[i][4]);
        }
        std::vector<float> sorted = misses;
        std::nth_element(sorted.begin(), sorted.begin() + sorted.size() / 2, sorted.end());
        const float scale = 1.5F * sorted[sorted.size() / 2] + 1e-4F;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            weights[i] = 1 / (1 + std::pow(misses[i] / scale, 2.F));
        }
    }
    if (!fit.allFinite()) {
        return {};
    }
    return {fit[0], {fit[1], fit[2], fit[3]}};
}

} // namespace kinovar::portrait
