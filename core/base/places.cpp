#include "core/base/places.h"

#include <cstdlib>

namespace kinovar {

namespace fs = std::filesystem;

fs::path shipped(const fs::path& relative) {
    std::error_code trouble;
    const fs::path program = fs::read_symlink("/proc/self/exe", trouble);
    if (!trouble) {
        fs::path installed = program.parent_path() / ".." / "share" / "kinovar" / relative;
        if (fs::exists(installed, trouble)) {
            return installed.lexically_normal();
        }
    }
    return fs::path(KINOVAR_SOURCE_DIR) / relative;
}

namespace {

fs::path user_folder(const char* variable, const fs::path& below_home) {
    if (const char* folder = std::getenv(variable); folder != nullptr && *folder != '\0') {
        return fs::path(folder) / "kinovar";
    }
    const char* home = std::getenv("HOME");
    return fs::path(home != nullptr ? home : "/tmp") / below_home / "kinovar";
}

} // namespace

fs::path user_data_folder() {
    return user_folder("XDG_DATA_HOME", ".local/share");
}

fs::path user_cache_folder() {
    return user_folder("XDG_CACHE_HOME", ".cache");
}

} // namespace kinovar
