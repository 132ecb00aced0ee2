#pragma once

#include "core/pipeline/clip.h"

#include <vector>

namespace kinovar::steps {

/// The shots of a clip: those that a step before found, or else found on its scan.
[[nodiscard]] std::shared_ptr<const pipeline::ShotFinder> shots_of(const pipeline::ClipPtr& clip);

/// The frames from n − radius to n + radius that lie in n's shot, without n; nearest first, and of
/// two as near the earlier first.
[[nodiscard]] std::vector<std::int64_t> neighbours(const pipeline::Shot& shot, std::int64_t n,
                                                   int radius);

} // namespace kinovar::steps
