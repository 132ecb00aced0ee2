#include "core/render/credited_file.h"

#include "core/base/file.h"

namespace kinovar::render {

namespace fs = std::filesystem;

Status make_credited(const fs::path& path, const fs::path& staging,
                     const credentials::Credentials* credentials, Sidecar sidecar,
                     const std::function<Status(const fs::path&)>& make) {
    if (credentials == nullptr) {
        return make(path);
    }
    // A folder of its own: whatever lies in it afterwards belongs to this file.
    const fs::path folder = staging / "credited";
    std::error_code ignored;
    fs::remove_all(folder, ignored); // of a run that was killed
    KINOVAR_TRY(make_folder(folder));
    const fs::path staged = folder / path.filename();
    KINOVAR_TRY(make(staged));
    KINOVAR_TRY(credentials::write_credentials(staged, *credentials));
    if (sidecar == Sidecar::Keep) {
        for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
            if (entry.path() != staged) {
                KINOVAR_TRY(publish(entry.path(), path.parent_path() / entry.path().filename()));
            }
        }
    }
    KINOVAR_TRY(publish(staged, path));
    fs::remove_all(folder, ignored);
    return {};
}

} // namespace kinovar::render
