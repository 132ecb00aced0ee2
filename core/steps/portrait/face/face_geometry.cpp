#include "core/steps/portrait/face/face_geometry.h"

#include "core/steps/portrait/face/similarity.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <vector>

namespace kinovar::portrait {
namespace {

#include "core/steps/portrait/face/face_model.inc"

using Points = std::array<Point3, kLandmarks>;

constexpr std::uint16_t kUpperLids[2][9] = {{33, 246, 161, 160, 159, 158, 157, 173, 133},
                                            {263, 466, 388, 387, 386, 385, 384, 398, 362}};
constexpr std::uint16_t kLowerLids[2][9] = {{33, 7, 163, 144, 145, 153, 154, 155, 133},
                                            {263, 249, 390, 373, 374, 380, 381, 382, 362}};
constexpr std::uint16_t kBrows[2][5] = {{46, 53, 52, 65, 55}, {276, 283, 282, 295, 285}};
constexpr std::uint16_t kInnerUpperLip[] = {78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308};
constexpr std::uint16_t kInnerLowerLip[] = {78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308};
constexpr std::uint16_t kOval[] = {10,  338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288,
                                   397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
                                   172, 58,  132, 93,  234, 127, 162, 21,  54,  103, 67,  109};
// Forehead, temples, ridge of the nose, corners of the eyes and what lies before the ears.
constexpr std::uint16_t kRigid[] = {10,  338, 297, 332, 284, 251, 389, 109, 67,  103, 54,
                                    21,  162, 127, 356, 151, 9,   8,   168, 6,   197, 195,
                                    5,   4,   1,   33,  133, 362, 263, 234, 454, 93,  323,
                                    193, 417, 122, 351, 196, 419, 45,  275, 220, 440};

/// Columns of the table from `first` on.
Points columns(std::size_t first) {
    Points points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const float* row = kPoints[i] + first;
        points[i] = {row[0], row[1], row[2]};
    }
    return points;
}

template <std::size_t N>
std::span<const std::uint16_t> row_of(const std::uint16_t (&rows)[2][N], int eye) {
    assert(eye == 0 || eye == 1);
    return rows[eye];
}

float degrees(double radians) {
    return static_cast<float>(radians * 180 / std::numbers::pi);
}

} // namespace

const std::array<Point3, kLandmarks>& canonical_face() {
    static const Points face = columns(0);
    return face;
}

const std::array<Point3, kLandmarks>& expression_mode(Mode mode) {
    static const std::array<Points, kModes> modes{columns(3), columns(6), columns(9), columns(12),
                                                  columns(15)};
    return modes.at(static_cast<std::size_t>(mode));
}

std::span<const Triangle> face_triangles() {
    return kTriangles;
}

std::span<const std::uint16_t> mirrored_landmarks() {
    static const std::array<std::uint16_t, kLandmarks> map = mirror_pairs(canonical_face());
    return map;
}

std::array<float, 9> head_rotation(float yaw, float pitch, float roll) {
    const auto radians = [](float value) { return value * std::numbers::pi / 180; };
    const double cy = std::cos(radians(yaw));
    const double sy = std::sin(radians(yaw));
    const double cp = std::cos(radians(pitch));
    const double sp = std::sin(radians(pitch));
    const double cr = std::cos(radians(roll));
    const double sr = std::sin(radians(roll));
    const double matrix[9] = {cr * cy + sr * sp * sy,
                              -sr * cp,
                              -cr * sy + sr * sp * cy,
                              sr * cy - cr * sp * sy,
                              cr * cp,
                              -sr * sy - cr * sp * cy,
                              cp * sy,
                              sp,
                              cp * cy};
    std::array<float, 9> rotation{};
    std::transform(std::begin(matrix), std::end(matrix), rotation.begin(),
                   [](double value) { return static_cast<float>(value); });
    return rotation;
}

HeadPose fit_pose(const FaceMesh& mesh, bool rigid_only) {
    std::vector<Point3> from;
    std::vector<Point3> to;
    const auto take = [&](std::size_t i) {
        from.push_back(canonical_face()[i]);
        to.push_back(mesh.points[i]);
    };
    if (rigid_only) {
        std::for_each(std::begin(kRigid), std::end(kRigid), take);
    } else {
        for (std::size_t i = 0; i < kLandmarks; ++i) {
            take(i);
        }
    }
    const Similarity fit = fit_similarity(from, to);
    HeadPose pose;
    pose.scale = static_cast<float>(fit.scale);
    pose.translation = fit.apply({});
    const auto& r = fit.rotation;
    std::transform(r.begin(), r.end(), pose.rotation.begin(),
                   [](double value) { return static_cast<float>(value); });
    pose.yaw = degrees(std::atan2(r[6], r[8]));
    pose.pitch = degrees(std::asin(std::clamp(r[7], -1.0, 1.0)));
    pose.roll = degrees(std::atan2(-r[1], r[4]));
    return pose;
}

Point3 to_picture(const HeadPose& pose, Point3 canonical) {
    const auto& r = pose.rotation;
    const auto& [x, y, z] = canonical;
    return {pose.scale * (r[0] * x + r[1] * y + r[2] * z) + pose.translation.x,
            pose.scale * (r[3] * x + r[4] * y + r[5] * z) + pose.translation.y,
            pose.scale * (r[6] * x + r[7] * y + r[8] * z) + pose.translation.z};
}

float eye_aspect(const FaceMesh& mesh, int eye) {
    constexpr std::size_t kFirst = 3; // the middle three of each row
    constexpr std::size_t kCount = 3;
    const auto upper = upper_lid(eye);
    const auto lower = lower_lid(eye);
    const auto distance = [&](std::uint16_t a, std::uint16_t b) {
        return std::hypot(mesh.points[a].x - mesh.points[b].x, mesh.points[a].y - mesh.points[b].y);
    };
    float opening = 0;
    for (std::size_t i = kFirst; i < kFirst + kCount; ++i) {
        opening += distance(upper[i], lower[i]) / kCount;
    }
    const float width = distance(upper.front(), upper.back());
    return width > 0 ? opening / width : 0;
}

std::span<const std::uint16_t> upper_lid(int eye) {
    return row_of(kUpperLids, eye);
}

std::span<const std::uint16_t> lower_lid(int eye) {
    return row_of(kLowerLids, eye);
}

std::span<const std::uint16_t> brow(int eye) {
    return row_of(kBrows, eye);
}

std::span<const std::uint16_t> inner_upper_lip() {
    return kInnerUpperLip;
}

std::span<const std::uint16_t> inner_lower_lip() {
    return kInnerLowerLip;
}

std::span<const std::uint16_t> face_oval() {
    return kOval;
}

} // namespace kinovar::portrait
