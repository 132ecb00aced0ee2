#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/render/folder_lock.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace kinovar::render {

/// A frame of the source that could not be read, as the journal remembers it.
struct JournalDamage {
    std::int64_t frame = 0;
    std::string reason;
    friend bool operator==(const JournalDamage&, const JournalDamage&) = default;
};

/// A finished piece of an export: a closed segment of video, or one picture of a sequence.
struct JournalPiece {
    std::int64_t first = 0; ///< output frames, inclusive
    std::int64_t last = 0;
    std::string file; ///< name inside the folder of pieces
    std::uint64_t bytes = 0;
    Hash128 hash;                      ///< of the file's bytes
    std::vector<JournalDamage> damage; ///< met since the piece before
    friend bool operator==(const JournalPiece&, const JournalPiece&) = default;
};

struct JournalContent {
    Hash128 fingerprint; ///< source, chain, encoding and range that the pieces belong to
    std::vector<JournalPiece> pieces;
    std::size_t intact_bytes = 0; ///< of the text; what follows was torn off while being written
};

/// Reads a journal's text. Untrusted: anything may stand in the file. Lines carry a checksum;
/// reading ends at the first one that does not hold, since that is what a crash in the middle of a
/// write leaves. Fails where not even the header is intact.
[[nodiscard]] Result<JournalContent> parse_journal(std::string_view text);

/// The list of finished pieces of an export, on disk. Each piece is added by one appended and
/// synced line, after its file is complete and synced; so after a crash at any moment every listed
/// piece is whole. Not thread-safe. Holds a lock file: one render at a time writes an output.
class Journal {
public:
    /// Opens the journal in `folder` (made if need be). Pieces of an earlier run are kept when
    /// `resume` is set, the fingerprint is the same, and their files, under `pieces_folder`, still
    /// have the recorded bytes; else the journal starts empty.
    static Result<Journal> open(const std::filesystem::path& folder,
                                const std::filesystem::path& pieces_folder,
                                const Hash128& fingerprint, bool resume);
    /// In order, without a gap from the first frame on.
    [[nodiscard]] const std::vector<JournalPiece>& pieces() const { return pieces_; }
    /// Takes a piece whose file is already complete under pieces_folder; fills in its size and
    /// hash.
    [[nodiscard]] Status add(JournalPiece piece);

private:
    Journal(std::filesystem::path folder, std::filesystem::path pieces_folder, FolderLock lock);
    [[nodiscard]] Status load(const Hash128& fingerprint, bool resume);

    std::filesystem::path folder_;
    std::filesystem::path pieces_folder_;
    FolderLock lock_;
    std::vector<JournalPiece> pieces_;
};

} // namespace kinovar::render
