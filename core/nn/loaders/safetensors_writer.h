#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace kinovar::nn {

/// A float32 tensor to be written, C order.
struct NamedTensor {
    std::string key;
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

/// Writes a .safetensors file (8 bytes length, JSON header, data; header padded so that the data
/// begin at a multiple of 8) under a temporary name and publishes it when it is complete.
/// `metadata` goes into "__metadata__". Format: https://github.com/huggingface/safetensors
[[nodiscard]] Status write_safetensors(const std::filesystem::path& path,
                                       const std::vector<NamedTensor>& tensors,
                                       const std::map<std::string, std::string>& metadata);

} // namespace kinovar::nn
