#pragma once

#include "tests/bench/colour/video_methods.h"
#include "tests/bench/colour/video_score.h"

#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::bench {

struct VideoOptions {
    std::filesystem::path shared; ///< the folder of shared data
    std::int64_t frames = 48;
    bool clean = true;             ///< the clips as they are
    bool aged = true;              ///< the same clips as old reels
    bool hints = true;             ///< per-frame colouring, the slowest of all
    std::vector<std::string> only; ///< clips whose names begin so; empty: all
    std::filesystem::path strips;  ///< folder for pictures of truth, ours, difference; empty: none
};

/// One clip by all methods.
struct VideoReport {
    std::string clip;
    std::vector<VideoScore> scores;
    double truth_flicker = 0;
    std::vector<ConfidenceBin> calibration; ///< of one key, carried
};

/// Prints a table for each clip as it goes.
[[nodiscard]] Result<std::vector<VideoReport>> measure_videos(const VideoOptions& options);

} // namespace kinovar::bench
