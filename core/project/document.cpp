#include "core/project/document.h"

#include "core/project/check_edit.h"
#include "core/project/columns.h"
#include "core/project/project_file.h"
#include "core/project/row_store.h"
#include "core/project/schema.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cassert>

namespace kinovar::project {

namespace {

namespace fs = std::filesystem;

/// The file itself, so that the log and the lock beside it are the same by whatever link it is
/// opened.
fs::path real_path(const fs::path& path) {
    std::error_code code;
    // Absolute first: of a bare name that is not there yet, nothing would be made canonical.
    fs::path real = fs::weakly_canonical(fs::absolute(path), code);
    return code ? fs::absolute(path) : real;
}

Status check_folder(const fs::path& file) {
    const fs::path folder = fs::absolute(file).parent_path();
    if (fs::is_directory(folder)) {
        return {};
    }
    return failure(ErrorCode::NotFound, fmt::format("there is no folder {}", folder.string()),
                   "create it first, or choose another place");
}

struct FileIdentity {
    dev_t device = 0;
    ino_t inode = 0;
    friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

FileIdentity identity_of(const fs::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? FileIdentity{status.st_dev, status.st_ino}
                                              : FileIdentity{};
}

template <class Noun>
using Rows = std::map<Id, Noun>;

} // namespace

struct Document::Database {
    WritableFile file;
    fs::path path; ///< links resolved
    FileIdentity identity;
    bool synced = true; ///< how hard the connection waits for the disk
    bool is_signed = false;

    /// What is written into a file that has lost its name is lost.
    [[nodiscard]] Status check_still_there() const {
        if (identity_of(path) == identity) {
            return {};
        }
        return failure(
            ErrorCode::NotWritable,
            fmt::format("the project {} was moved, replaced or deleted while it was open",
                        path.string()),
            "put it back, or save the project under another name");
    }

    Status sync(bool on) {
        if (on != synced) {
            KINOVAR_TRY(file.connection.run(on ? "PRAGMA synchronous = FULL"
                                               : "PRAGMA synchronous = NORMAL"));
            synced = on;
        }
        return {};
    }
};

Document::Document(fs::path path, Access access, std::unique_ptr<Database> database)
    : path_(std::move(path)), access_(access), database_(std::move(database)) {}

Document::~Document() = default;

Result<std::unique_ptr<Document>> Document::create(const fs::path& path) {
    const fs::path file = real_path(path);
    KINOVAR_TRY(check_folder(file));
    {
        KINOVAR_TRY_ASSIGN(const ProjectLock lock, ProjectLock::take(file));
        if (fs::exists(fs::symlink_status(file))) {
            return failure(ErrorCode::NotWritable,
                           fmt::format("there is already something at {}", path.string()),
                           "choose another name, or open it");
        }
        KINOVAR_TRY(make_project_file(file, [](Connection&) { return Status(); }));
    }
    return open(path);
}

Result<std::unique_ptr<Document>> Document::open(const fs::path& path, Access access) {
    const fs::path file = real_path(path);
    Contents contents;
    std::unique_ptr<Database> database;
    if (access == Access::ReadWrite) {
        KINOVAR_TRY_ASSIGN(WritableFile opened, open_to_write(file));
        contents = std::move(opened.contents);
        database = std::make_unique<Database>(
            Database{.file = std::move(opened), .path = file, .identity = identity_of(file)});
    } else {
        KINOVAR_TRY_ASSIGN(contents, read_project(file));
    }
    std::unique_ptr<Document> document(
        new Document(fs::absolute(path).lexically_normal(), access, std::move(database)));
    KINOVAR_TRY(document->adopt(std::move(contents)));
    return document;
}

Status Document::adopt(Contents contents) {
    Edit all{"Open", {}};
    all.changes.reserve(contents.rows.size());
    for (Row& row : contents.rows) {
        all.changes.push_back({std::nullopt, std::move(row)});
    }
    if (const Status sound = check_edit(*this, all); !sound) {
        return failure(
            ErrorCode::Corrupt,
            fmt::format("the project {} is damaged: {}", path_.string(), sound.error().message),
            "go back to a copy of it; the damaged file was left as it is");
    }
    show(all);
    next_id_ = std::max(next_id_, contents.next_id);
    state_ = std::move(contents.state);
    return {};
}

std::optional<Row> Document::find(Id id) const {
    std::optional<Row> row;
    for_each_noun([&]<class Noun>() {
        if (const Noun* noun = row ? nullptr : get<Noun>(id)) {
            row = *noun;
        }
    });
    return row;
}

const std::set<Id>& Document::belongings(Id id) const {
    static const std::set<Id> none;
    const auto at = belongings_.find(id);
    return at == belongings_.end() ? none : at->second;
}

const std::vector<Id>& Document::shots_of(Id reel) const {
    static const std::vector<Id> none;
    const auto at = shots_.find(reel);
    return at == shots_.end() ? none : at->second;
}

Id Document::shot_at(Id reel, std::int64_t frame) const {
    const std::vector<Id>& shots = shots_of(reel);
    const auto after =
        std::upper_bound(shots.begin(), shots.end(), frame, [this](std::int64_t wanted, Id shot) {
            return wanted < get<Shot>(shot)->first;
        });
    if (after == shots.begin()) {
        return 0;
    }
    const Shot& shot = *get<Shot>(*std::prev(after));
    return frame <= shot.last ? shot.id : 0;
}

std::vector<Id> Document::takes_of(Id shot) const {
    const std::set<Id>& takes = belongings(shot);
    return {takes.begin(), takes.end()};
}

const pipeline::Chain& Document::chain_of(Id shot_id, Id take_id) const {
    static const pipeline::Chain none;
    const Shot* shot = get<Shot>(shot_id);
    if (shot == nullptr) {
        return none;
    }
    const Take* take = get<Take>(take_id == 0 ? shot->pick : take_id);
    if (take != nullptr && take->chain) {
        return *take->chain;
    }
    const Reel* reel = get<Reel>(shot->reel);
    return reel == nullptr ? none : reel->chain;
}

Status Document::apply(const Edit& edit) {
    if (!database_) {
        return failure(ErrorCode::NotWritable,
                       fmt::format("the project {} is open read-only", path_.string()),
                       "save it under another name to change it");
    }
    if (edit.empty()) {
        return {};
    }
    KINOVAR_TRY(check_edit(*this, edit));
    Id next_id = next_id_;
    for (const RowChange& change : edit.changes) {
        next_id = std::max(next_id, id_of(change.after ? *change.after : *change.before) + 1);
    }
    KINOVAR_TRY(write(edit, next_id));
    show(edit);
    return {};
}

Status Document::write(const Edit& edit, Id next_id) {
    KINOVAR_TRY(database_->check_still_there());
    KINOVAR_TRY(database_->sync(true));
    Connection& connection = database_->file.connection;
    Transaction transaction(connection);
    KINOVAR_TRY(transaction.begin());
    for (const RowChange& change : edit.changes) {
        KINOVAR_TRY(store(connection, change));
    }
    KINOVAR_TRY(store_next_id(connection, next_id));
    if (!database_->is_signed) {
        KINOVAR_TRY(sign(connection));
    }
    KINOVAR_TRY(transaction.commit());
    database_->is_signed = true;
    return {};
}

void Document::show(const Edit& edit) {
    std::set<Id> reels;
    for (const RowChange& change : edit.changes) {
        if (change.before) {
            hide_row(*change.before, reels);
        }
        if (change.after) {
            show_row(*change.after, reels);
            next_id_ = std::max(next_id_, id_of(*change.after) + 1);
        }
    }
    for (const Id reel : reels) {
        order_shots(reel);
    }
}

void Document::hide_row(const Row& row, std::set<Id>& reels) {
    std::visit([this]<class Noun>(const Noun& noun) { std::get<Rows<Noun>>(rows_).erase(noun.id); },
               row);
    if (const Id owner = owner_of(row); owner != 0) {
        const auto at = belongings_.find(owner);
        at->second.erase(id_of(row));
        if (at->second.empty()) {
            belongings_.erase(at);
        }
    }
    if (const Shot* shot = std::get_if<Shot>(&row)) {
        reels.insert(shot->reel);
    }
}

void Document::show_row(const Row& row, std::set<Id>& reels) {
    std::visit(
        [this]<class Noun>(const Noun& noun) {
            std::get<Rows<Noun>>(rows_).insert_or_assign(noun.id, noun);
        },
        row);
    if (const Id owner = owner_of(row); owner != 0) {
        belongings_[owner].insert(id_of(row));
    }
    if (const Shot* shot = std::get_if<Shot>(&row)) {
        reels.insert(shot->reel);
    }
}

void Document::order_shots(Id reel) {
    std::vector<const Shot*> shots;
    for (const Id id : belongings(reel)) {
        if (const Shot* shot = get<Shot>(id)) {
            shots.push_back(shot);
        }
    }
    std::sort(shots.begin(), shots.end(),
              [](const Shot* a, const Shot* b) { return a->first < b->first; });
    if (shots.empty()) {
        shots_.erase(reel);
        return;
    }
    std::vector<Id>& ids = shots_[reel];
    ids.clear();
    std::transform(shots.begin(), shots.end(), std::back_inserter(ids),
                   [](const Shot* shot) { return shot->id; });
}

Status Document::set_state(std::string_view key, std::string_view value) {
    if (const auto at = state_.find(key); at != state_.end() && at->second == value) {
        return {};
    }
    if (!database_) {
        return failure(ErrorCode::NotWritable,
                       fmt::format("the project {} is open read-only", path_.string()),
                       "save it under another name to change it");
    }
    KINOVAR_TRY(database_->check_still_there());
    // Survives the program's end, however sudden, but does not wait for the disk: it is written
    // with every move of the playhead.
    KINOVAR_TRY(database_->sync(false));
    KINOVAR_TRY(store_state(database_->file.connection, key, value));
    state_.insert_or_assign(std::string(key), std::string(value));
    return {};
}

std::optional<std::string> Document::state(std::string_view key) const {
    const auto at = state_.find(key);
    return at == state_.end() ? std::nullopt : std::optional(at->second);
}

Status Document::copy_to(const fs::path& path) const {
    const fs::path file = real_path(path);
    if (file == real_path(path_)) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} is this project itself", path.string()),
                       "choose another name");
    }
    KINOVAR_TRY(check_folder(file));
    KINOVAR_TRY_ASSIGN(const ProjectLock lock, ProjectLock::take(file));
    return make_project_file(file, [this](Connection& connection) -> Status {
        Status status;
        for_each_noun([&]<class Noun>() {
            for (const auto& [id, noun] : all<Noun>()) {
                status = status ? store(connection, {std::nullopt, noun}) : status;
            }
        });
        KINOVAR_TRY(status);
        for (const auto& [key, value] : state_) {
            KINOVAR_TRY(store_state(connection, key, value));
        }
        return store_next_id(connection, next_id_);
    });
}

std::string Document::dump() const {
    std::string text = "{";
    for_each_noun([&]<class Noun>() {
        text += fmt::format("{}\n\"{}\": [", text.size() > 1 ? "]," : "", Table<Noun>::name);
        const char* comma = "\n";
        for (const auto& [id, noun] : all<Noun>()) {
            text += comma + row_to_json(noun);
            comma = ",\n";
        }
    });
    return text + "]}\n";
}

} // namespace kinovar::project
