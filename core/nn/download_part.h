#pragma once

// Private to core/nn: the unfinished file of a download.

#include "core/base/result.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace kinovar::nn {

/// TARGET.part and TARGET.part.tag: what has come, and the validator (ETag or date) of the version
/// it belongs to.
class DownloadPart {
public:
    DownloadPart(const std::filesystem::path& target, std::string url);

    /// Opens for going on; what belongs to another address is thrown away.
    [[nodiscard]] Status open();
    /// Forgets what has come, and notes which version comes now (empty: not known).
    [[nodiscard]] Status start_over(const std::string& validator);
    [[nodiscard]] Status append(const char* bytes, std::size_t count);
    [[nodiscard]] Status close();
    /// Deletes both files.
    void discard();

    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] const std::string& validator() const { return validator_; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] const std::filesystem::path& tag_path() const { return tag_path_; }

private:
    std::filesystem::path path_;
    std::filesystem::path tag_path_;
    std::string url_;
    std::string validator_;
    std::uint64_t size_ = 0;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_{nullptr, &std::fclose};
};

} // namespace kinovar::nn
