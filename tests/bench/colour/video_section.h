#pragma once

#include "core/base/result.h"

#include <cstdint>
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

/// Prints a table for each clip: all ways of colouring it, what confidence says about errors.
[[nodiscard]] Status measure_videos(const VideoOptions& options);

} // namespace kinovar::bench
