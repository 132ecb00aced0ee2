#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace kinovar::bench {

/// Holes in films filled with real pixels of other frames, against what a still can do: tables in
/// Markdown. `sheets`: folder for pictures to look at; empty: none.
[[nodiscard]] Result<std::string> neighbour_tables(const std::filesystem::path& clips,
                                                   const std::string& sheets);

} // namespace kinovar::bench
