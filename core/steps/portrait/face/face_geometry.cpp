#include "core/steps/portrait/face/face_geometry.h"

namespace kinovar::portrait {
const std::array<Point3, kLandmarks>& canonical_face() {
    static const std::array<Point3, kLandmarks> face{};
    return face;
}
const std::array<Point3, kLandmarks>& expression_mode(Mode /*mode*/) {
    return canonical_face();
}
std::span<const Triangle> face_triangles() {
    return {};
}
std::span<const std::uint16_t> mirrored_landmarks() {
    return {};
}
HeadPose fit_pose(const FaceMesh& /*mesh*/, bool /*rigid_only*/) {
    return {};
}
Point3 to_picture(const HeadPose& /*pose*/, Point3 canonical) {
    return canonical;
}
float eye_aspect(const FaceMesh& /*mesh*/, int /*eye*/) {
    return 0;
}
std::span<const std::uint16_t> upper_lid(int /*eye*/) {
    return {};
}
std::span<const std::uint16_t> lower_lid(int /*eye*/) {
    return {};
}
std::span<const std::uint16_t> brow(int /*eye*/) {
    return {};
}
std::span<const std::uint16_t> inner_upper_lip() {
    return {};
}
std::span<const std::uint16_t> inner_lower_lip() {
    return {};
}
std::span<const std::uint16_t> face_oval() {
    return {};
}
} // namespace kinovar::portrait
