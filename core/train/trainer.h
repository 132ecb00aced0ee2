#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/train/photo_library.h"
#include "core/train/train_options.h"

#include <filesystem>
#include <map>
#include <string>

namespace kinovar::train {

struct TrainRequest {
    TrainTask task = TrainTask::Upscale;
    TrainOptions options;
    PhotoSelection photos;
    /// Photographs to validate with; empty: about one in twelve of `photos` is kept apart for it.
    std::filesystem::path validation;
    /// A .safetensors file.
    std::filesystem::path output;
    /// Go on with the training whose state lies beside the output.
    bool resume = false;
    /// Goes into the file: name, licence, data …
    std::map<std::string, std::string> metadata;
};

struct TrainReport {
    std::int64_t steps = 0;
    double seconds = 0;
    std::int64_t parameters = 0;
    double psnr = 0; ///< of validation (luma, or a* and b*), dB; the best, written
    double psnr_before =
        0; ///< of bicubic enlargement, the damaged pictures or the weight-free blend of colours
    bool stopped_early = false;
};

/// Trains a network (of the class SRVGGNetCompact on luma; ColourHintNet for Colour) and writes its
/// weights (those that did best in validation). Validates and keeps its state at intervals, so that
/// it can be killed at any moment; when the job is stopped the state is kept as well. The same
/// request, steps as budget and the same number of threads give the same weights; going on after a
/// stop gives what an unbroken training would have given.
///
/// The job counts steps, or seconds where time is the budget. Errors: options, photographs and
/// files that do not fit, memory, Cancelled.
[[nodiscard]] Result<TrainReport> train(const TrainRequest& request, Job& job);

} // namespace kinovar::train
