#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace kinovar {

/// RFC 4648 section 4, with or without padding at the end. The error says what is wrong.
[[nodiscard]] Result<std::string> decode_base64(std::string_view text);
/// With padding.
[[nodiscard]] std::string encode_base64(std::string_view bytes);

} // namespace kinovar
