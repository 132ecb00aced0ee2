#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace kinovar::bench {

/// Holes of several sizes in photographs, filled by each method that needs no other frame: tables
/// in Markdown. Every n-th picture of the folder (also of those below it), reduced to about 512
/// lines. `sheets`: folder for pictures to look at; empty: none.
[[nodiscard]] Result<std::string> still_tables(const std::filesystem::path& folder, int every,
                                               const std::string& sheets);

} // namespace kinovar::bench
