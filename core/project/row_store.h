#pragma once

// Private to core/project.

#include "core/project/edit.h"
#include "core/project/sqlite.h"

#include <functional>

namespace kinovar::project {

/// Inserts, replaces or deletes one row.
[[nodiscard]] Status store(Connection& connection, const RowChange& change);

/// All rows of a file of the current schema. What the file says is checked as far as one row goes
/// (chains, enumerations, numbers in range); the error says which row.
[[nodiscard]] Status load_rows(Connection& connection, const std::function<void(Row)>& take);

/// The row as JSON, columns in their order.
[[nodiscard]] std::string row_to_json(const Row& row);

} // namespace kinovar::project
