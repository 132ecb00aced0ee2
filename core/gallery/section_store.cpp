#include "core/gallery/section_store.h"

#include <vector>

namespace kinovar::gallery {

namespace {

namespace fs = std::filesystem;

constexpr const char* kSuffix = ".kinovar-gallery";

} // namespace

Result<SectionStore> SectionStore::open(const fs::path& output) {
    const fs::path folder = output.parent_path() / ("." + output.filename().string() + kSuffix);
    KINOVAR_TRY_ASSIGN(render::FolderLock lock, render::FolderLock::take(folder));
    return SectionStore(folder, std::move(lock));
}

fs::path SectionStore::path_of(const Hash128& key, const std::string& extension) {
    const std::string name = key.hex() + "." + extension;
    needed_.insert(name);
    return folder_ / name;
}

bool SectionStore::has(const fs::path& piece) {
    std::error_code trouble;
    return fs::is_regular_file(piece, trouble) && fs::file_size(piece, trouble) > 0 && !trouble;
}

void SectionStore::remove_stale() const {
    std::error_code trouble;
    std::vector<fs::path> stale;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_, trouble)) {
        const std::string name = entry.path().filename().string();
        if (name != render::FolderLock::kName && !needed_.contains(name)) {
            stale.push_back(entry.path());
        }
    }
    for (const fs::path& path : stale) {
        fs::remove_all(path, trouble);
    }
}

} // namespace kinovar::gallery
