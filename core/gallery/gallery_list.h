#pragma once

// Private to core/gallery (and its tests): lists of portraits as text.

#include "core/gallery/gallery.h"

#include <string_view>

namespace kinovar::gallery {

struct ListedEntry {
    Entry entry;
    int line = 0; ///< of the list, from 1
};

/// The entries of a CSV list (see Entry); relative paths are of `folder`. Looks at no file but the
/// text. Untrusted input: errors name line and column.
[[nodiscard]] Result<std::vector<ListedEntry>>
entries_from_csv(std::string_view text, const std::filesystem::path& folder);

/// Name and years out of a file's name: "012 Ivan Petrov 1921-1943.jpg" → "Ivan Petrov",
/// "1921–1943".
[[nodiscard]] Entry entry_of_file(const std::filesystem::path& file);

} // namespace kinovar::gallery
