#pragma once

#include "tests/bench/film/film_score.h"

namespace kinovar::bench {

/// A chain of FFmpeg's filters on the same reel.
struct PeerRun {
    std::string name;
    double seconds = 0; ///< a frame
    Fidelity fidelity;
};

/// Writes the reel as grey FFV1 to a temporary folder, runs each of FFmpeg's chains over it and
/// measures what comes out. Errors: ffmpeg is missing or fails.
[[nodiscard]] Result<std::vector<PeerRun>> run_peers(const Planes& clean, const AgedReel& reel,
                                                     int threads);

} // namespace kinovar::bench
