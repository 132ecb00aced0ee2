#pragma once

#include "tests/bench/portrait/portrait_measure.h"

namespace kinovar::bench {

/// Self-reenactment: a frame of a clip is moved as the person in the clip moves.
struct DrivenScore {
    std::string clip;
    int frames = 0;
    double still = 0;  ///< mean absolute error in the face against the clip, 8-bit levels
    double driven = 0; ///< the same of the animated still
};

struct PortraitReport {
    std::vector<PortraitScore> portraits;
    std::vector<std::string> refused;
    std::vector<DrivenScore> driven;
};

/// One demand on the figures, with what was reached.
struct Verdict {
    std::string demand;
    std::string reached;
    bool passed = false;
};
/// The demands are those of docs/quality.md.
[[nodiscard]] std::vector<Verdict> verdicts(const PortraitReport& report);

[[nodiscard]] std::string report_json(const PortraitReport& report);
[[nodiscard]] std::string report_markdown(const PortraitReport& report);
[[nodiscard]] std::string portrait_line(const PortraitScore& score);

} // namespace kinovar::bench
