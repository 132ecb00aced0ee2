#pragma once

#include "core/steps/portrait/animate/animator.h"
#include "core/steps/portrait/face/face.h"

#include <vector>

namespace kinovar::test {

/// Where the canonical face is put in a picture.
struct FacePlace {
    float x = 0, y = 0; ///< of the middle of the face, px
    float width = 200;  ///< px
    float yaw = 0, pitch = 0, roll = 0;
};

[[nodiscard]] portrait::Face placed_face(const FacePlace& place);

/// A picture full of soft texture, without a straight line, and faces in it; no matte.
struct PlacedPortrait {
    FramePtr still;
    portrait::PortraitAnalysis analysis;
};
[[nodiscard]] PlacedPortrait placed_portrait(int width, int height,
                                             const std::vector<FacePlace>& places);

/// Left becomes right, the numbers of landmarks too.
[[nodiscard]] FramePtr mirrored(const Frame& picture);
[[nodiscard]] PlacedPortrait mirrored(const PlacedPortrait& portrait);

/// Everything moves a little.
[[nodiscard]] portrait::FaceMotion lively_motion();

[[nodiscard]] bool same_pixels(const Frame& a, const Frame& b);

} // namespace kinovar::test
