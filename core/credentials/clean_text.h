#pragma once

// Private to core/credentials.

#include <string>
#include <string_view>

namespace kinovar::credentials {

/// A text as it survives being stored and read back anywhere: every run of white space and control
/// characters is one blank, none at the ends; what is not UTF-8 (or no character of XML) becomes
/// '?'; cut to `most_bytes` between characters.
[[nodiscard]] std::string clean_text(std::string_view text, std::size_t most_bytes);

} // namespace kinovar::credentials
