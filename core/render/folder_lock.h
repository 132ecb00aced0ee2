#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace kinovar::render {

/// The right to work in a hidden folder beside an output: a lock on a file in it, which the system
/// drops with the process, however it ends.
class FolderLock {
public:
    /// Makes the folder if need be. Refused: another run has it.
    static Result<FolderLock> take(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;

    /// The name of the locked file.
    static constexpr const char* kName = "lock";

private:
    explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

} // namespace kinovar::render
