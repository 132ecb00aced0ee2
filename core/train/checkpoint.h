#pragma once

#include "core/base/result.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::train {

/// A tensor of a training under its name.
struct StateTensor {
    std::string key;
    at::Tensor tensor;
};

/// How far a training is.
struct TrainState {
    std::int64_t step = 0;
    double seconds = 0;
    double best_psnr = 0;
    std::int64_t without_gain = 0; ///< validations since the best one
    std::int64_t seed = 0;
};

/// Where the state of a training is kept beside its result: "name.safetensors.training".
[[nodiscard]] std::filesystem::path checkpoint_path(const std::filesystem::path& output);

/// Writes a .safetensors file under a temporary name and publishes it when it is complete.
[[nodiscard]] Status write_checkpoint(const std::filesystem::path& path, const TrainState& state,
                                      const std::vector<StateTensor>& tensors);

/// Fills the tensors. Errors: file missing or damaged; made with another network or seed.
[[nodiscard]] Status read_checkpoint(const std::filesystem::path& path, TrainState& state,
                                     const std::vector<StateTensor>& tensors);

} // namespace kinovar::train
