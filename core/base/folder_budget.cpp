#include "core/base/folder_budget.h"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <vector>

namespace kinovar {

namespace {

namespace fs = std::filesystem;

/// Parts of a budget that may be added between two looks at the folder.
constexpr std::uint64_t kParts = 8;

/// A file used within this time counts as just used.
constexpr std::chrono::hours kFresh{12};

struct Kept {
    fs::path path;
    std::uint64_t bytes;
    fs::file_time_type used;
};

std::vector<Kept> files_below(const fs::path& folder) {
    std::vector<Kept> files;
    std::error_code trouble;
    for (fs::recursive_directory_iterator at(folder, trouble), end; !trouble && at != end;
         at.increment(trouble)) {
        std::error_code gone;
        if (at->is_regular_file(gone)) {
            const std::uint64_t bytes = at->file_size(gone);
            const fs::file_time_type used = at->last_write_time(gone);
            if (!gone) {
                files.push_back({at->path(), bytes, used});
            }
        }
    }
    return files;
}

} // namespace

std::uint64_t trim_folder(const fs::path& folder, std::uint64_t budget) {
    std::vector<Kept> files = files_below(folder);
    std::uint64_t left = 0;
    for (const Kept& file : files) {
        left += file.bytes;
    }
    if (left <= budget) {
        return left;
    }
    std::sort(files.begin(), files.end(),
              [](const Kept& a, const Kept& b) { return a.used < b.used; });
    for (const Kept& file : files) {
        if (left <= budget) {
            break;
        }
        std::error_code trouble;
        if (fs::remove(file.path, trouble)) {
            left -= file.bytes;
        }
    }
    return left;
}

void touch(const fs::path& file) {
    std::error_code trouble;
    const auto now = fs::file_time_type::clock::now();
    if (now - fs::last_write_time(file, trouble) > kFresh && !trouble) {
        fs::last_write_time(file, now, trouble);
    }
}

FolderBudget::FolderBudget(fs::path folder, std::uint64_t budget)
    : folder_(std::move(folder)), budget_(budget) {}

void FolderBudget::added(std::uint64_t bytes) {
    std::uint64_t left = until_next_.load();
    while (
        !until_next_.compare_exchange_weak(left, left > bytes ? left - bytes : budget_ / kParts)) {
    }
    if (left <= bytes) {
        trim_folder(folder_, budget_ - budget_ / kParts);
    }
}

} // namespace kinovar
