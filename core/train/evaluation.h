#pragma once

#include "core/base/job.h"
#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::train {

struct EvaluationRequest {
    std::filesystem::path weights;               ///< as train() writes them
    std::vector<std::filesystem::path> pictures; ///< folders and single ones, clean
    int threads = 0;                             ///< 0: all processors
};

/// PSNR of luma in dB (literature_psnr).
struct PictureScore {
    std::string name;
    double psnr = 0;
    double psnr_before = 0; ///< of bicubic enlargement, or of the damaged picture
};

struct EvaluationReport {
    std::vector<PictureScore> pictures;
    double psnr = 0; ///< means
    double psnr_before = 0;
};

/// Reduces the colour pictures by antialiased bicubic, rounds to 8 bits, enlarges their luma with
/// the network and compares, as the literature of super-resolution does (border = scale). A network
/// that keeps the size gets the luma with film grain and blur that depend on the picture's place in
/// the list. Pictures are compared whole, cut to a multiple of the scale.
///
/// Errors: weights that are no luma network of the class SRVGGNetCompact, pictures that cannot be
/// read, Cancelled.
[[nodiscard]] Result<EvaluationReport> evaluate(const EvaluationRequest& request, Job& job);

} // namespace kinovar::train
