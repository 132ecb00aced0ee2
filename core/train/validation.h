#pragma once

#include "core/base/result.h"
#include "core/train/compact_net.h"
#include "core/train/photo_library.h"
#include "core/train/train_options.h"

#include <vector>

namespace kinovar::train {

/// A damaged picture and what it was, luma 0 to 1.
struct ValidationPair {
    int width = 0; ///< of the input
    int height = 0;
    std::vector<float> input;
    std::vector<float> target; ///< scale times as wide and high
};

/// Pairs of the largest size of each photograph (its middle, at most 512 px wide and high): reduced
/// for Upscale; with grain and blur that depend on its place in the list for Denoise.
[[nodiscard]] Result<std::vector<ValidationPair>> make_validation(const std::vector<Photo>& photos,
                                                                  TrainTask task, int scale);

/// A clean picture and the same with grain and blur that depend on `index` alone.
[[nodiscard]] ValidationPair damaged_pair(const LumaPicture& clean, std::size_t index);

/// Mean PSNR of luma (literature_psnr, border = scale) of what the network makes of the pairs.
[[nodiscard]] double validate(const PlainNet& net, const std::vector<ValidationPair>& pairs);

/// The same of the untouched input: enlarged by our bicubic for Upscale, as it is for Denoise.
[[nodiscard]] Result<double> validate_without_net(const std::vector<ValidationPair>& pairs,
                                                  int scale);

/// One picture through a network, clipped to nothing.
[[nodiscard]] std::vector<float> run_net(const PlainNet& net, const std::vector<float>& luma,
                                         int width, int height);

/// Luma enlarged by our bicubic, not clipped.
[[nodiscard]] Result<std::vector<float>> enlarged(const std::vector<float>& luma, int width,
                                                  int height, int scale);

} // namespace kinovar::train
