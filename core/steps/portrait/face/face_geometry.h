#pragma once

#include "core/steps/portrait/face/face.h"

#include <span>

namespace kinovar::portrait {

/// Canonical axes: x right, y down, z away from the viewer, face width 1, origin midway between the
/// ears (landmarks 234 and 454). `expression_mode` amplitudes are in face widths: what the named
/// measure changes by.
enum class Mode : std::uint8_t { Widen, Raise, Open, Brow, Eye };
inline constexpr int kModes = 5;

/// The mean face, symmetric.
[[nodiscard]] const std::array<Point3, kLandmarks>& canonical_face();
/// Displacement of each landmark when the mode's measure grows by one face width.
[[nodiscard]] const std::array<Point3, kLandmarks>& expression_mode(Mode mode);

struct Triangle {
    std::uint16_t a, b, c;
};
/// Covers the whole face, eyes and mouth included; each is clockwise as seen (a few at the very
/// edge, where a face turns away, only when seen from the side).
[[nodiscard]] std::span<const Triangle> face_triangles();
/// The landmark that mirrors each one.
[[nodiscard]] std::span<const std::uint16_t> mirrored_landmarks();

// How heads move: measured and animated alike.
/// Turning moves what is nearer or further than this point: at the depth of the head's outline.
inline constexpr Point3 kTurnPivot{0, 0.07F, 0.05F};
inline constexpr Point3 kTiltPivot{0, 0.90F, 0.05F};
/// A still shows less relief than the network's mesh when turned: found by turning and looking
/// again (see docs/performance.md).
inline constexpr float kTurnRelief = 1.15F;

/// Fit of the canonical face (S. Umeyama, "Least-squares estimation of transformation parameters
/// between two point patterns", PAMI 1991). `rigid_only`: by the landmarks that expressions hardly
/// move.
[[nodiscard]] HeadPose fit_pose(const FaceMesh& mesh, bool rigid_only = false);
/// Turns a head by angles signed as those of HeadPose: first yaw, then pitch, then roll, about the
/// picture's axes. Row-major; fit_pose() reads the same angles off such a rotation.
[[nodiscard]] std::array<float, 9> head_rotation(float yaw, float pitch, float roll);
/// A canonical point in the picture.
[[nodiscard]] Point3 to_picture(const HeadPose& pose, Point3 canonical);
/// Opening over width of the eye at the picture's left (0) or right (1).
[[nodiscard]] float eye_aspect(const FaceMesh& mesh, int eye);

// Rows of landmarks, from the outer corner of the eye inwards, mouth from left to right (picture's
// sides).
[[nodiscard]] std::span<const std::uint16_t> upper_lid(int eye);
[[nodiscard]] std::span<const std::uint16_t> lower_lid(int eye);
[[nodiscard]] std::span<const std::uint16_t> brow(int eye); ///< lower edge
[[nodiscard]] std::span<const std::uint16_t> inner_upper_lip();
[[nodiscard]] std::span<const std::uint16_t> inner_lower_lip();
[[nodiscard]] std::span<const std::uint16_t> face_oval();

} // namespace kinovar::portrait
