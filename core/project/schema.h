#pragma once

// Private to core/project.

#include "core/project/sqlite.h"

namespace kinovar::project {

/// "Kino" as SQLite's application_id: what tells a project from any other SQLite file.
inline constexpr std::int64_t kApplicationId = 0x4B696E6F;
/// SQLite's user_version. Each change of the tables gets a number and a migration, and a project
/// file made by the version before it stays in tests/project/fixtures.
inline constexpr std::int64_t kSchemaVersion = 4;

/// Tables of the current version in an empty file. Within a transaction of the caller.
[[nodiscard]] Status make_tables(Connection& connection);

/// Brings the tables from `version` to the current one. Within a transaction of the caller.
[[nodiscard]] Status migrate(Connection& connection, std::int64_t version);

/// Says in the file that this program wrote it last.
[[nodiscard]] Status sign(Connection& connection);

} // namespace kinovar::project
