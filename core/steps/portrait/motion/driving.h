#pragma once

#include "core/base/job.h"
#include "core/pipeline/clip.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "core/steps/portrait/motion/motion.h"

#include <filesystem>

namespace kinovar::portrait {

/// Motion of the person in a clip, to be played on a portrait.
struct DrivenMotion {
    Curves curves; ///< a key a frame, relative to the clip's most neutral frame, smoothed, clamped
    std::int64_t neutral_frame = 0;
    std::int64_t frames = 0;
    std::int64_t lost_frames = 0; ///< where no face was found; motion is interpolated there
    double rate = 25;             ///< frames a second
};

/// Tracks the largest face through a clip and turns what it does into curves (One-Euro filter: G.
/// Casiez et al., CHI 2012). Kept in the analysis cache under the clip's key. Errors: no face, a
/// face in too few frames.
[[nodiscard]] Result<DrivenMotion>
motion_of_clip(const pipeline::Clip& clip, const FaceAnalyser& analyser, std::stop_token stop);

/// Curves that end where they end, played with another ending: a loop is closed by blending the
/// last third of a second into the first moment; the way back takes as long again.
[[nodiscard]] Curves with_ending(Curves curves, Ending ending);

} // namespace kinovar::portrait
