#pragma once

#include <cstddef>
#include <cstdint>

namespace kinovar::nn::ncnn {

// What a weight file may ask for. Real networks stay far below; a file beyond is refused before any
// memory is spent on it.

constexpr std::uint64_t kMaxTextBytes = std::uint64_t{8} << 20U;   ///< of a .param
constexpr std::uint64_t kMaxWeightBytes = std::uint64_t{1} << 30U; ///< of a .bin
constexpr std::int64_t kMaxLayers = 20'000;
constexpr std::int64_t kMaxBlobs = 100'000;
constexpr std::size_t kMaxNameLength = 256;
constexpr std::int64_t kMaxParameterId = 31;
constexpr std::int64_t kMaxArrayLength = 4096; ///< of an array parameter

} // namespace kinovar::nn::ncnn
