#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>

namespace kinovar {

/// Removes the files below a folder that were unused the longest (by time of change: touch() those
/// that are used) until the rest fits into `budget` bytes. Files that vanish meanwhile, and a
/// folder that is missing or cannot be written, are no trouble. Returns the bytes that are left.
std::uint64_t trim_folder(const std::filesystem::path& folder, std::uint64_t budget);

/// Notes that a file of such a folder was used.
void touch(const std::filesystem::path& file);

/// Keeps a folder of things that can be made again near a budget, without looking through it each
/// time: at the first addition, and whenever an eighth of the budget has been added. Thread-safe.
class FolderBudget {
public:
    FolderBudget(std::filesystem::path folder, std::uint64_t budget);
    void added(std::uint64_t bytes);

private:
    const std::filesystem::path folder_;
    const std::uint64_t budget_;
    std::atomic<std::uint64_t> until_next_ = 0;
};

} // namespace kinovar
