#pragma once

// Private to core/project.

#include "core/project/nouns.h"
#include "core/project/project_lock.h"
#include "core/project/sqlite.h"

#include <functional>
#include <map>
#include <vector>

namespace kinovar::project {

/// All that a project file holds.
struct Contents {
    std::vector<Row> rows;
    std::map<std::string, std::string, std::less<>> state;
    Id next_id = 1;
};

/// A project file that this program alone may write. Members go in reverse order: the connection
/// before the lock.
struct WritableFile {
    ProjectLock lock;
    Connection connection;
    Contents contents;
};

/// Takes the lock, checks the whole file, brings it up to date, and reads it. Until all of that has
/// succeeded, nothing is written. Errors: those of Document::open.
[[nodiscard]] Result<WritableFile> open_to_write(const std::filesystem::path& path);

/// Checks and reads a file that another program may be writing. Leaves nothing beside it and writes
/// nothing: an older version is brought up to date in a copy.
[[nodiscard]] Result<Contents> read_project(const std::filesystem::path& path);

/// Makes a file of the current version, as a whole or not at all, in the place of what stands
/// there. The caller has the lock. `fill` writes rows, within a transaction.
[[nodiscard]] Status make_project_file(const std::filesystem::path& path,
                                       const std::function<Status(Connection&)>& fill);

[[nodiscard]] Status store_state(Connection& connection, std::string_view key,
                                 std::string_view value);
[[nodiscard]] Status store_next_id(Connection& connection, Id next_id);

} // namespace kinovar::project
