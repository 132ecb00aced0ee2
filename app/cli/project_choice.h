#pragma once

#include "core/project/document.h"

#include <string_view>
#include <vector>

namespace kinovar::cli {

/// The id that a user's number (from 1) means. The error names what ("shot") and where, and how
/// many there are.
[[nodiscard]] Result<project::Id> numbered(const std::vector<project::Id>& ids, int number,
                                           std::string_view what, std::string_view where);

/// The reel of --reel; 0, not given: the only one.
[[nodiscard]] Result<project::Id> chosen_reel(const project::Document& document, int number);

} // namespace kinovar::cli
