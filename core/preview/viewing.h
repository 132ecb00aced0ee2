#pragma once

#include "core/pipeline/chain.h"
#include "core/pipeline/frame_cache.h"

namespace kinovar::preview {

/// pipeline::build for a chain that is tried out: the frames that go into each step are remembered
/// in `cache` (by their clip's key, so share one cache among all chains of a window). A change of
/// one step then computes again only what follows it, as far as the cache reaches back.
[[nodiscard]] Result<std::vector<pipeline::ClipPtr>>
build_for_viewing(std::span<const pipeline::StepType> types, const pipeline::Chain& chain,
                  pipeline::ClipPtr source, const std::shared_ptr<pipeline::FrameCache>& cache);

} // namespace kinovar::preview
