#pragma once

#include "tests/bench/portrait/portrait_report.h"

namespace kinovar::bench {

/// Animates the most neutral frame of a clip as the person in the clip moves and compares with the
/// clip's own frames, within the face, a little smoothed. Frames turned further than the animator
/// goes are left out.
[[nodiscard]] Result<DrivenScore> score_self_reenactment(const std::filesystem::path& clip,
                                                         const portrait::FaceAnalyser& analyser);

} // namespace kinovar::bench
