#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kinovar::nn {

/// An entry of the header of a .safetensors file, as it stands there.
struct SafetensorsEntry {
    std::string key;
    std::string type;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0; ///< within the data, bytes
    std::uint64_t end = 0;
};

/// Reads the JSON of the header, without a tree and without recursion. Errors: it is no JSON; it
/// has other members than the format knows; a name is there twice; a number is negative, broken or
/// too large; more than 65 536 tensors.
[[nodiscard]] Result<std::vector<SafetensorsEntry>> parse_safetensors_header(std::string_view json);

} // namespace kinovar::nn
