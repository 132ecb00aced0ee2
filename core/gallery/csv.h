#pragma once

// Private to core/gallery.

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace kinovar::gallery {

struct CsvRow {
    int line = 0; ///< of the text, from 1, where the row begins
    std::vector<std::string> cells;
};

/// Reads comma- or semicolon-separated values (RFC 4180; a semicolon where the first line has more
/// of them than commas), UTF-8 with or without a byte order mark, lines that end with CR LF, LF or
/// CR. Empty lines are left out. Untrusted input: bounded; errors name the line.
[[nodiscard]] Result<std::vector<CsvRow>> parse_csv(std::string_view text);

[[nodiscard]] bool is_utf8(std::string_view text);

} // namespace kinovar::gallery
