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

fs::path user_data_folder() {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data != '\0') {
        return fs::path(data) / "kinovar";
    }
    const char* home = std::getenv("HOME");
    return fs::path(home != nullptr ? home : "/tmp") / ".local" / "share" / "kinovar";
}

} // namespace kinovar
