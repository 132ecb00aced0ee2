#pragma once

#include "core/base/result.h"
#include "core/train/adam.h"
#include "core/train/compact_net.h"

#include <filesystem>

namespace kinovar::train {

/// All that a training is made of at one moment, so that it can go on later. The tensors are
/// borrowed: reading fills them.
struct TrainState {
    TrainableNet& net;
    Adam& adam;
    PlainNet& average; ///< of the weights of the last steps: what is validated and shipped
    PlainNet& best;    ///< the average when it did best in validation
    std::int64_t step = 0;
    double seconds = 0;
    double best_psnr = 0;
    std::int64_t without_gain = 0; ///< validations since the best one
    std::int64_t seed = 0;
};

/// Where the state of a training is kept beside its result: "name.safetensors.training".
[[nodiscard]] std::filesystem::path checkpoint_path(const std::filesystem::path& output);

/// Writes a .safetensors file under a temporary name and publishes it when it is complete.
[[nodiscard]] Status write_checkpoint(const std::filesystem::path& path, const TrainState& state);

/// Errors: file missing or damaged; made with another network or seed.
[[nodiscard]] Status read_checkpoint(const std::filesystem::path& path, TrainState& state);

} // namespace kinovar::train
