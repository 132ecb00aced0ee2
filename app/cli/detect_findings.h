#pragma once

#include "core/base/job.h"
#include "core/pipeline/clip.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace kinovar::cli {

/// What one analysis of a film found.
struct Finding {
    nlohmann::ordered_json json;
    std::string text; ///< a short table for people
};

/// Surveys a film with progress on the job; its shots in order, from the first frame to the last.
[[nodiscard]] Result<std::vector<pipeline::Shot>> find_shots(const pipeline::ClipPtr& clip,
                                                             Job& job);

// Each takes the film and its shots.

/// {"cuts": [{"frame", "kind", "certainty"}], "shots": [{"first", "last"}]}: kinds as CutKind; a
/// cut's frame is the first of the new shot. What the step cuts reads back with file=.
[[nodiscard]] Result<Finding> cuts_of(const pipeline::ClipPtr& clip,
                                      const std::vector<pipeline::Shot>& shots, Job& job);
/// {"rms": %, "frames": [{"frame", "gain"}]}: brightness beside what light and camera meant, %.
[[nodiscard]] Result<Finding> flicker_of(const pipeline::ClipPtr& clip,
                                         const std::vector<pipeline::Shot>& shots, Job& job);
/// {"rms_x", "rms_y": px, "frames": [{"frame", "dx", "dy"}]}: unsteadiness beside the camera's
/// movement.
[[nodiscard]] Result<Finding> weave_of(const pipeline::ClipPtr& clip,
                                       const std::vector<pipeline::Shot>& shots, Job& job);
/// {"grain": [{"first", "last", "measured_on", "mean_sigma", "size", "sigma": [{"grey", "sigma"}],
/// "octaves_db"}]} by shot: deviation in 8-bit levels by grey 0 … 1, size in px, power by octave
/// (fine to coarse) beside white noise.
[[nodiscard]] Result<Finding> grain_of(const pipeline::ClipPtr& clip,
                                       const std::vector<pipeline::Shot>& shots, Job& job);

} // namespace kinovar::cli
