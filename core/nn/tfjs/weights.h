#pragma once

#include "core/nn/tfjs/description.h"
#include "core/nn/tfjs/shards.h"

#include <functional>

namespace kinovar::nn::tfjs {

/// Reads the weights of all groups in their order, one weight file in memory at a time, and hands
/// over those that `wanted` names, dequantised. The sizes of all files are compared with the
/// manifest before anything is read: too short and too long ones are refused alike, since left-over
/// bytes mean a wrong reading. Numbers that are not finite are refused, naming the weight. `hash`
/// gets the bytes of every file.
[[nodiscard]] Status read_weights(const std::vector<WeightGroup>& groups, ShardSource& shards,
                                  const std::function<bool(const std::string&)>& wanted,
                                  const std::function<void(Constant&&)>& take, Hasher& hash);

} // namespace kinovar::nn::tfjs
