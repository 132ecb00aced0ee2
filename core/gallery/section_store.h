#pragma once

// Private to core/gallery.

#include "core/base/hash.h"
#include "core/render/folder_lock.h"

#include <filesystem>
#include <set>
#include <string>

namespace kinovar::gallery {

/// The hidden folder beside a film, in which its finished pieces wait for the next run. A piece is
/// named by the hash of all that decides its bytes and appears under its name only when complete,
/// so what is there is right. One run at a time.
class SectionStore {
public:
    /// Refused: another run makes the same film.
    static Result<SectionStore> open(const std::filesystem::path& output);

    /// Where a piece is, or is to be made (under a part name, then renamed). Notes that the film
    /// needs it.
    [[nodiscard]] std::filesystem::path path_of(const Hash128& key, const std::string& extension);
    /// Whether an earlier run has made it.
    [[nodiscard]] static bool has(const std::filesystem::path& piece);
    /// Removes what the film does not need; to be called when the film is there. Pieces that cannot
    /// be removed are no trouble.
    void remove_stale() const;
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    SectionStore(std::filesystem::path folder, render::FolderLock lock)
        : folder_(std::move(folder)), lock_(std::move(lock)) {}

    std::filesystem::path folder_;
    render::FolderLock lock_;
    std::set<std::string> needed_;
};

} // namespace kinovar::gallery
