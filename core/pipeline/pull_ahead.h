#pragma once

#include "core/base/job.h"
#include "core/pipeline/clip.h"

#include <functional>

namespace kinovar::pipeline {

struct PullOptions {
    std::int64_t first = 0;
    std::int64_t last = 0; ///< inclusive
    int workers = 2;       ///< threads that pull frames
    int ahead = 3; ///< finished or running frames that may wait for the consumer; bounds memory
};

/// Pulls the frames of a range through the chain, several at a time, and hands them to `consume` in
/// order, on the calling thread. So decoding, steps and encoding overlap, with at most `ahead`
/// frames in memory. Stops at the first error, and when the job is stopped.
[[nodiscard]] Status
pull_ahead(const Clip& clip, const PullOptions& options, Job& job,
           const std::function<Status(std::int64_t, const FramePtr&)>& consume);

} // namespace kinovar::pipeline
