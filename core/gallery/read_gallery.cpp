#include "core/base/file.h"
#include "core/gallery/gallery_list.h"
#include "core/media/picture_file.h"

#include <fmt/format.h>

namespace kinovar::gallery {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestList = std::uint64_t{16} << 20U;

Status check_file(const ListedEntry& listed, std::string_view column, const fs::path& file) {
    std::error_code ignored;
    if (fs::is_regular_file(file, ignored)) {
        return {};
    }
    return failure(
        ErrorCode::NotFound,
        fmt::format("line {}, column {}: there is no file {}", listed.line, column, file.string()),
        "paths in a list are relative to the list's own folder");
}

Result<std::vector<Entry>> read_list(const fs::path& list) {
    KINOVAR_TRY_ASSIGN(const std::string text, read_file(list, kLargestList));
    std::vector<Entry> entries;
    auto listed = entries_from_csv(text, list.parent_path());
    if (!listed) {
        return failure(listed.error().within(list.string()));
    }
    for (ListedEntry& line : *listed) {
        Status there = check_file(line, "file", line.entry.file);
        if (there && !line.entry.consent.empty()) {
            there = check_file(line, "consent", line.entry.consent);
        }
        if (!there) {
            return failure(there.error().within(list.string()));
        }
        entries.push_back(std::move(line.entry));
    }
    return entries;
}

Result<std::vector<Entry>> read_folder(const fs::path& folder) {
    KINOVAR_TRY_ASSIGN(const media::PictureSequence pictures, media::find_sequence(folder));
    std::vector<Entry> entries;
    for (const fs::path& file : pictures.files) {
        entries.push_back(entry_of_file(file));
    }
    return entries;
}

} // namespace

Result<std::vector<Entry>> read_gallery(const fs::path& folder_or_list) {
    std::error_code ignored;
    if (!fs::exists(folder_or_list, ignored)) {
        return failure(ErrorCode::NotFound, fmt::format("there is no {}", folder_or_list.string()),
                       "give a folder of portraits, or a CSV list of them");
    }
    return fs::is_directory(folder_or_list, ignored) ? read_folder(folder_or_list)
                                                     : read_list(folder_or_list);
}

} // namespace kinovar::gallery
