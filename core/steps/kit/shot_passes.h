#pragma once

#include "core/pipeline/clip.h"

#include <functional>
#include <string>

namespace kinovar::steps {

/// Looks at every shot that has frames from first to last, in order, with progress on the job: what
/// Clip::analyse() is for most steps that measure shot by shot. Ends at the first error.
[[nodiscard]] Status
for_each_shot(const pipeline::ShotFinder& shots, std::int64_t first, std::int64_t last, Job& job,
              std::string stage,
              const std::function<Status(const pipeline::Shot&, const pipeline::Pull&)>& look);

} // namespace kinovar::steps
