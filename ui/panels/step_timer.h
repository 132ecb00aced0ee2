#pragma once

#include "core/base/job.h"
#include "core/pipeline/chain.h"

#include <vector>

namespace kinovar::ui {

/// Seconds that each step of a chain takes for one more frame of a run: the chain is built afresh
/// up to each step, one frame is made so that windows of neighbours and measurements are there,
/// and the next one is timed; a step's time is what it adds to the step before. Steps that are off
/// take nothing. `frame` is one of the source's. Blocks; for a job.
[[nodiscard]] Result<std::vector<double>> time_steps(const pipeline::Chain& chain,
                                                     const pipeline::ClipPtr& source,
                                                     std::int64_t frame, Job& job);

} // namespace kinovar::ui
