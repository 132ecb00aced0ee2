#pragma once

// Private to core/steps/portrait/motion. What a face in a film does, as numbers.

#include "core/steps/portrait/face/face_geometry.h"
#include "core/steps/portrait/motion/head_track.h"
#include "core/steps/portrait/motion/motion.h"

#include <optional>
#include <vector>

namespace kinovar::portrait {

/// One moment of a face, measured in its own canonical space: what the head does is not in the
/// measures of mouth and brows.
struct FaceSignals {
    HeadPose pose;                  ///< by landmarks that expressions hardly move
    double widen = 0;               ///< of the corners of the mouth (Mode::Widen), face widths
    double raise = 0;               ///< height of the corners (Mode::Raise)
    double open = 0;                ///< between the lips
    double brow = 0;                ///< height of the brows (Mode::Brow)
    std::array<double, 2> aspect{}; ///< opening over width of the left and right eye
    Point2 gaze;                    ///< irises off the middle of the eyes, in eye widths
};

[[nodiscard]] FaceSignals signals_of(const FaceMesh& mesh);

/// The meshes of a film at `rate` frames a second without the network's tremor. What is missing is
/// interpolated; at least one must be there.
[[nodiscard]] std::vector<FaceMesh> steadied(const std::vector<std::optional<FaceMesh>>& meshes,
                                             double rate);

/// The moment that is nearest to a face at rest: eyes open, lips closed, facing as mostly.
[[nodiscard]] std::size_t most_neutral(const std::vector<FaceSignals>& signals);

/// What each moment differs from the neutral one by, limited to what looks well.
[[nodiscard]] std::vector<FaceMotion> motions_of(const std::vector<FaceSignals>& signals,
                                                 std::size_t neutral);
/// The head's part of it, where more than landmarks is known.
void set_head(FaceMotion& motion, const HeadTurn& turn);

} // namespace kinovar::portrait
