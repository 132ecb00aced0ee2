#pragma once

#include "core/project/edit.h"

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kinovar::project {

struct Contents;

enum class Access : std::uint8_t { ReadWrite, ReadOnly };

/// An open project: all its rows in memory, each edit one transaction of the file (SQLite, WAL), so
/// that a crash at any moment loses at most the edit in hand. One program writes a project at a
/// time; others may look.
///
/// Not thread-safe: belongs to one thread (in the window, the GUI's).
class Document {
public:
    /// Makes a new, empty project; fails when something stands at that path.
    static Result<std::unique_ptr<Document>> create(const std::filesystem::path& path);
    /// Errors, each with a way out: NotFound; Corrupt (no project, damaged); Unsupported (made by a
    /// newer Kinovar); NotWritable (read-only file or folder: open it read-only or copy it);
    /// Refused (another program has it open). None of them changes the file. A project of an
    /// older version is brought up to date in one transaction, after a copy is kept beside it.
    static Result<std::unique_ptr<Document>> open(const std::filesystem::path& path,
                                                  Access access = Access::ReadWrite);
    ~Document();
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] bool read_only() const { return access_ == Access::ReadOnly; }

    /// All rows of a kind, by id.
    template <class Noun>
    [[nodiscard]] const std::map<Id, Noun>& all() const {
        return std::get<std::map<Id, Noun>>(rows_);
    }
    /// Null: there is none.
    template <class Noun>
    [[nodiscard]] const Noun* get(Id id) const {
        const auto& rows = all<Noun>();
        const auto at = rows.find(id);
        return at == rows.end() ? nullptr : &at->second;
    }
    [[nodiscard]] std::optional<Row> find(Id id) const;
    /// Above every id that is or ever was in use.
    [[nodiscard]] Id next_id() const { return next_id_; }

    /// The shots of a reel in order. Kept sorted; cheap.
    [[nodiscard]] const std::vector<Id>& shots_of(Id reel) const;
    /// The shot that a frame lies in; 0: none.
    [[nodiscard]] Id shot_at(Id reel, std::int64_t frame) const;
    [[nodiscard]] std::vector<Id> takes_of(Id shot) const;
    /// What a take is made by: its own chain or the reel's. `take` 0: the shot's pick.
    [[nodiscard]] const pipeline::Chain& chain_of(Id shot, Id take = 0) const;

    /// Checks the edit against the rows as they are (each `before` must be what stands there;
    /// ranges and references must hold), writes it in one transaction, and only then shows it.
    [[nodiscard]] Status apply(const Edit& edit);

    /// What the window remembers (playhead, zoom …): not part of undo, not an edit. Written at
    /// once.
    [[nodiscard]] Status set_state(std::string_view key, std::string_view value);
    [[nodiscard]] std::optional<std::string> state(std::string_view key) const;

    /// A whole, closed copy under another name, made as a whole or not at all. Replaces a file of
    /// that name; Refused where that is a project that is open.
    [[nodiscard]] Status copy_to(const std::filesystem::path& path) const;

    /// Everything about the rows as JSON text in a fixed order: equal documents give equal texts.
    [[nodiscard]] std::string dump() const;

    /// What belongs to a row directly (shots of a reel, takes of a shot …), by id.
    [[nodiscard]] const std::set<Id>& belongings(Id id) const;

private:
    struct Database;
    Document(std::filesystem::path path, Access access, std::unique_ptr<Database> database);
    [[nodiscard]] Status adopt(Contents contents);
    [[nodiscard]] Status write(const Edit& edit, Id next_id);
    void show(const Edit& edit);
    void show_row(const Row& row, std::set<Id>& reels);
    void hide_row(const Row& row, std::set<Id>& reels);
    void order_shots(Id reel);

    std::filesystem::path path_;
    Access access_;
    std::unique_ptr<Database> database_; ///< null: read-only
    std::tuple<std::map<Id, Reel>, std::map<Id, Shot>, std::map<Id, Take>, std::map<Id, Analysis>,
               std::map<Id, Fix>, std::map<Id, Hint>, std::map<Id, Flag>, std::map<Id, Consent>,
               std::map<Id, Marker>, std::map<Id, RenderJob>>
        rows_;
    std::map<Id, std::set<Id>> belongings_;
    std::map<Id, std::vector<Id>> shots_; ///< of each reel, by first frame
    std::map<std::string, std::string, std::less<>> state_;
    Id next_id_ = 1;
};

} // namespace kinovar::project
