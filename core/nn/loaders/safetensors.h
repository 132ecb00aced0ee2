#pragma once

#include "core/nn/loaders/byte_source.h"
#include "core/nn/loaders/state_dict.h"

namespace kinovar::nn {

/// Reads a .safetensors file: 8 bytes length, JSON header, data. The data of the tensors must lie
/// one behind the other without holes to the end of the file, as the format demands.
/// Format: https://github.com/huggingface/safetensors
[[nodiscard]] Result<StateDict> read_safetensors(const ByteSource& source);

} // namespace kinovar::nn
