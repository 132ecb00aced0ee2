#pragma once

#include "core/steps/portrait/face/blocklist.h"
#include "core/steps/portrait/face/face.h"

namespace kinovar::portrait {

/// What triage must know of a face besides its numbers.
struct FaceEvidence {
    float seen = 1; ///< 0–1: how surely the detector sees it, upright and in its middle
    bool mouth_hidden = false; ///< something of another colour lies over nose and mouth
    bool glasses = false;
};

struct TriageEvidence {
    std::vector<FaceEvidence> faces; ///< as in PortraitAnalysis::faces
    bool scratched = false;
    Blocklist blocklist;
};

/// Writes the findings of a picture and of its faces (size, sharpness, turn, age …), each with a
/// sentence and a way on. What was found before is replaced.
void triage(PortraitAnalysis& analysis, const TriageEvidence& evidence);

/// Likeness to be under age: what the age net sees (chance of less than 18 years), raised where the
/// irises are as large in the face as only a child's are. Irises hardly grow after the second year
/// heads do.
[[nodiscard]] double minor_score(double under_age, const FaceMesh& mesh, const HeadPose& pose);

/// From this minor_score on a face asks for a consent record; calibrated in docs/quality.md.
inline constexpr double kMinorLimit = 0.12;

} // namespace kinovar::portrait
