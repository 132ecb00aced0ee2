#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/steps/simulate/age.h"

#include <cstdint>
#include <filesystem>

namespace kinovar::steps::simulate {

/// Writes what the simulator did to the frames first … last (inclusive) of `clip`:
///
///   FOLDER/dust/000012.png     mask of frame 12: 0 clean, 255 bright dust, 128 dark dust
///   FOLDER/scratch/000012.png  the same for scratches
///   FOLDER/truth.json          everything in numbers, documented in docs/age-truth.md
///
/// Frames are numbered as in the clip. truth.json comes last and atomically, so where it stands,
/// the masks are complete. Memory does not grow with the number of frames. Calls job.advance() for
/// each frame. Errors: folder or files that cannot be written; those of the clip; Cancelled.
[[nodiscard]] Status write_truth(const std::filesystem::path& folder, const AgeClip& clip,
                                 std::int64_t first, std::int64_t last, Job& job);

} // namespace kinovar::steps::simulate
