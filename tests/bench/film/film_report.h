#pragma once

#include "tests/bench/film/film_peers.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kinovar::bench {

/// One aged reel: what it was, what the chain and the others made of it. Scores of steps that the
/// chain lacks are empty.
struct ReelScore {
    std::string clip;
    double strength = 1;
    std::int64_t seed = 1;
    Fidelity aged;
    Fidelity restored;
    std::optional<DustScore> dust;
    std::optional<ScratchScore> scratches;
    std::optional<GrainScore> grain;
    std::vector<PeerRun> peers;
    std::vector<std::pair<std::string, double>> seconds; ///< a frame, by step
};

struct FilmReport {
    std::int64_t frames = 0;
    std::vector<ReelScore> reels;
    std::vector<std::pair<std::string, CleanScore>> clean; ///< by clip
};

/// Everything, one object.
[[nodiscard]] std::string report_json(const FilmReport& report);
/// Tables for docs/quality.md: means over the seeds by clip and strength, clean footage, times.
[[nodiscard]] std::string report_markdown(const FilmReport& report);
/// One line about a reel.
[[nodiscard]] std::string reel_line(const ReelScore& reel);

} // namespace kinovar::bench
