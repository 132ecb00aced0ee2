#pragma once

#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What is known of a portrait: plain data. Pixel coordinates are those of the picture, x right, y
// down, the centre of the first pixel at (0, 0); z in pixels, smaller is nearer to the viewer.
// "Left" and "right" are the picture's unless the subject's are named. Numbers of landmarks are
// those of MediaPipe Face Mesh.
namespace kinovar::portrait {

struct Point2 {
    float x = 0, y = 0;
    friend bool operator==(const Point2&, const Point2&) = default;
};

struct Point3 {
    float x = 0, y = 0, z = 0;
    friend bool operator==(const Point3&, const Point3&) = default;
};

inline constexpr int kLandmarks = 468;

struct Iris {
    Point2 centre;
    float radius = 0; ///< px
};

/// Shape of a face in a picture.
struct FaceMesh {
    std::array<Point3, kLandmarks> points{};
    std::array<Iris, 2> irises{}; ///< of the eye at the picture's left, then right
    float presence = 0;           ///< 0–1: how sure the network is that this is a face
};

/// A mesh seen as a turned head: point = scale · rotation · canonical + translation, least squares.
struct HeadPose {
    float scale = 0;                                          ///< face width, px
    std::array<float, 9> rotation{1, 0, 0, 0, 1, 0, 0, 0, 1}; ///< row-major
    Point3 translation;                                       ///< px
    float yaw = 0;   ///< degrees; positive: the nose points to the picture's right
    float pitch = 0; ///< degrees; positive: looks down
    float roll = 0;  ///< degrees; positive: turned clockwise as seen
};

/// In the order of the network's outputs.
enum class Expression : std::uint8_t { Angry, Disgust, Fear, Happy, Sad, Surprise, Neutral };
inline constexpr int kExpressions = 7;

struct FaceBox {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0; ///< px
    float score = 0;                      ///< 0–1
};

/// What stands in the way of animating a face or a picture. Values are part of the JSON output by
/// name.
enum class FindingKind : std::uint8_t {
    NoFace,
    TooSmall,
    TooBlurred,
    TurnedAway,
    Hidden,    ///< by a hand, a mask, hair, the edge of the picture
    FacesMeet, ///< two faces so near that one cannot move without the other
    NotHuman,  ///< an animal, a statue, a drawing: a suspicion
    EyesClosed,
    Scratched,
    Minor,   ///< looks younger than the limit: needs a consent record
    Blocked, ///< on the institution's list of faces that must not be animated
    Glasses  ///< blinks bend the rims of spectacles: they are made shallower
};

enum class Severity : std::uint8_t { Note, Warning, Consent, Refusal };

/// One sentence and a way on.
struct Finding {
    FindingKind kind = FindingKind::NoFace;
    Severity severity = Severity::Note;
    std::string message; ///< "the face is 48 px wide; at least 64 are needed"
    std::string hint;    ///< "scan it at a higher resolution, or enlarge it first with --restore"
};

struct Face {
    FaceBox box;
    FaceMesh mesh;
    HeadPose pose;
    double age = 0;         ///< years, estimate
    double minor_score = 0; ///< 0–1: likeness to be under age, calibrated (see docs/quality.md)
    std::array<float, kExpressions> expression{};
    std::vector<float> descriptor; ///< 1024 numbers of unit length; cosine ≥ 0.7: the same person
    float sharpness = 0; ///< variance of the Laplacian of the face at 256 px (less if it is
                         ///< smaller), 8-bit levels
    std::array<float, 2> eye_aspect{}; ///< opening / width of the left and right eye (picture's)
    std::vector<Finding> findings;

    [[nodiscard]] float width() const { return pose.scale; } ///< px
};

/// How much each place belongs to a person, 0–1, row-major, a smaller picture of the same shape.
struct Matte {
    int width = 0;
    int height = 0;
    std::vector<float> values;
};

struct PortraitAnalysis {
    int width = 0; ///< of the picture, px
    int height = 0;
    bool monochrome = false; ///< grey or evenly toned
    std::vector<Face> faces; ///< from left to right; number 1 is the leftmost
    Matte matte;
    std::vector<Finding> findings; ///< of the picture as a whole

    [[nodiscard]] std::string to_json() const; ///< without descriptors
};

/// A landmark put right by hand.
struct LandmarkMove {
    int face = 0;         ///< number in PortraitAnalysis::faces
    int landmark = 0;     ///< 0–467; 468 and 469: the left and right iris
    float dx = 0, dy = 0; ///< in face widths
    friend bool operator==(const LandmarkMove&, const LandmarkMove&) = default;
};

/// {"moves": [{"face": 1, "landmark": 159, "dx": 0.01, "dy": 0.0}]}, faces counted from 1.
/// Untrusted input.
[[nodiscard]] Result<std::vector<LandmarkMove>> landmark_moves_from_json(std::string_view json);
[[nodiscard]] std::string to_json(const std::vector<LandmarkMove>& moves);
/// The analysis with those moves; neighbours follow smoothly (Gaussian of 0.04 face widths); pose
/// is fitted again.
[[nodiscard]] PortraitAnalysis with_moves(PortraitAnalysis analysis,
                                          const std::vector<LandmarkMove>& moves);

/// The numbers (from 0) of the faces that a user's choice names: "largest", "all", "1,3" (counted
/// from 1).
[[nodiscard]] Result<std::vector<int>> choose_faces(const PortraitAnalysis& analysis,
                                                    std::string_view choice);

} // namespace kinovar::portrait
