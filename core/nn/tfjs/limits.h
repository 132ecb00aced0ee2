#pragma once

#include <cstddef>
#include <cstdint>

namespace kinovar::nn::tfjs {

// What a model may ask for. Real networks stay far below; a file beyond is refused before any
// memory is spent on it.

constexpr std::uint64_t kMaxTextBytes = std::uint64_t{128} << 20U;  ///< of model.json
constexpr std::uint64_t kMaxShardBytes = std::uint64_t{256} << 20U; ///< of one weight file
constexpr std::uint64_t kMaxWeightBytes = std::uint64_t{1} << 30U;  ///< of all weights, as stored
constexpr std::size_t kMaxNodes = 200'000;
constexpr std::size_t kMaxWeights = 200'000;
constexpr std::size_t kMaxShards = 4096;
constexpr std::size_t kMaxNodeInputs = 4096;
constexpr std::size_t kMaxEdges = 2'000'000;
constexpr std::size_t kMaxRank = 8;
constexpr std::size_t kMaxAttributes = 256;       ///< of one node; they are searched linearly
constexpr std::size_t kMaxAttributeLength = 4096; ///< entries of a list
constexpr std::size_t kMaxPorts = 4096;           ///< inputs or outputs of the network
constexpr int kMaxJsonDepth = 64;
constexpr std::size_t kMaxShownName = 120; ///< of a name in a message

} // namespace kinovar::nn::tfjs
