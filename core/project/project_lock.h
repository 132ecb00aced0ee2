#pragma once

// Private to core/project.

#include "core/base/result.h"

#include <filesystem>

namespace kinovar::project {

/// The right to write a project: an OFD lock on a hidden file beside it. The system drops the lock
/// with the process, however it ends; the file is removed when the lock is given up in order, and a
/// left-over one is no hindrance. Not a lock on the project itself, since closing any descriptor of
/// that would drop the locks that SQLite holds on it.
class ProjectLock {
public:
    /// Refused: another program, or another document of this one, has it.
    static Result<ProjectLock> take(const std::filesystem::path& project);
    ~ProjectLock();
    ProjectLock(ProjectLock&& other) noexcept;
    ProjectLock& operator=(ProjectLock&&) = delete;

private:
    ProjectLock(std::filesystem::path file, int descriptor)
        : file_(std::move(file)), descriptor_(descriptor) {}

    std::filesystem::path file_;
    int descriptor_;
};

} // namespace kinovar::project
