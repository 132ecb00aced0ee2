#pragma once

#include "core/nn/loaders/byte_source.h"
#include "core/nn/loaders/checkpoint.h"

#include <string_view>

namespace kinovar::nn {

/// As kind_of_weight_file(). Errors: it is empty; reading fails.
[[nodiscard]] Result<WeightFileKind> kind_of(const ByteSource& source);

/// What a file of unknown kind looks like, for a message: "a web page", "a gzip archive" … Empty
/// when it looks like nothing known.
[[nodiscard]] Result<std::string_view> looks_like(const ByteSource& source);

} // namespace kinovar::nn
