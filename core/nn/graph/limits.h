#pragma once

#include <cstdint>

namespace kinovar::nn::graph {

// What a graph may ask for. Real networks stay far below; one beyond is refused before any memory
// is spent on it.

constexpr std::int64_t kMaxChannels = 65'536;
constexpr std::int64_t kMaxKernel = 255;
constexpr std::int64_t kMaxPadding = 4096;
constexpr std::int64_t kMaxFactor = 16; ///< stride, dilation, resize factor of one layer
constexpr std::int64_t kMaxScale = 64;  ///< of a blob against the input, either way

} // namespace kinovar::nn::graph
