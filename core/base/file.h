#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace kinovar {

/// An Error for a failed system call: "cannot open /a/b: Permission denied", code and hint after
/// errno.
[[nodiscard]] Error error_from_errno(int number, std::string_view action,
                                     const std::filesystem::path& path);

/// The whole file. Fails before reading when it is larger than `limit` bytes.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit);

/// Where a file is made before it gets its name: same folder, hidden, "…​.kinovar-part".
[[nodiscard]] std::filesystem::path part_path(const std::filesystem::path& final_path);

/// fsync of a file (or folder) by path.
[[nodiscard]] Status sync_path(const std::filesystem::path& path);

/// fsync(part), rename(part → final), fsync(folder). After success the file is complete under its
/// name.
[[nodiscard]] Status publish(const std::filesystem::path& part,
                             const std::filesystem::path& final_path);

/// Writes `bytes` to a part file and publishes it. On failure nothing stands under `path` that did
/// not before.
[[nodiscard]] Status write_file(const std::filesystem::path& path, std::string_view bytes);

/// Creates a folder and its parents.
[[nodiscard]] Status make_folder(const std::filesystem::path& path);

/// Removes a part file when it goes out of scope, unless `keep()` was called.
class PartFile {
public:
    explicit PartFile(std::filesystem::path final_path);
    ~PartFile();
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return part_; }
    /// Publishes under the final name.
    [[nodiscard]] Status commit();

private:
    std::filesystem::path final_;
    std::filesystem::path part_;
    bool committed_ = false;
};

} // namespace kinovar
