#include "core/project/project_file.h"

#include "core/base/file.h"
#include "core/project/row_store.h"
#include "core/project/schema.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <optional>
#include <utility>

namespace kinovar::project {

namespace {

namespace fs = std::filesystem;

/// Attempts at reading a file in which another program writes just then.
constexpr int kReadAttempts = 20;

fs::path beside(const fs::path& path, const char* ending) {
    fs::path result = path;
    return result += ending;
}

/// Edits that are not in the file itself yet: another program is writing, or was killed.
bool has_log(const fs::path& path) {
    std::error_code ignored;
    const auto size = fs::file_size(beside(path, "-wal"), ignored);
    return !ignored && size > 0;
}

/// As the one who really acts, not as the one who started the program.
bool may(const fs::path& path, int what) {
    return ::faccessat(AT_FDCWD, path.c_str(), what, AT_EACCESS) == 0;
}

Status check_place(const fs::path& path) {
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (status.type() == fs::file_type::not_found) {
        return failure(ErrorCode::NotFound, fmt::format("there is no project {}", path.string()),
                       "was it moved or renamed? kinovar-cli project new makes a new one");
    }
    if (code) {
        return failure(error_from_errno(code.value(), "cannot open the project", path));
    }
    if (status.type() != fs::file_type::regular) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("{} is {}, no project", path.string(),
                                   fs::is_directory(status) ? "a folder" : "no file"),
                       "choose a file that ends in .kinovar");
    }
    if (!may(path, R_OK)) {
        return failure(error_from_errno(errno, "cannot open the project", path));
    }
    return {};
}

Status check_writable(const fs::path& path) {
    const fs::path folder = path.parent_path();
    const bool file = may(path, W_OK);
    if (file && may(folder, W_OK | X_OK)) {
        return {};
    }
    return failure(ErrorCode::NotWritable,
                   fmt::format("the project {} cannot be changed: {} is read-only", path.string(),
                               file ? folder.string() : "the file"),
                   "open it read-only, or copy it to a folder that can be written");
}

tl::unexpected<Error> damaged(const fs::path& path, std::string_view what) {
    return failure(ErrorCode::Corrupt,
                   fmt::format("the project {} is damaged: {}", path.string(), what),
                   "go back to a copy of it; the damaged file was left as it is");
}

Status check_pages(const fs::path& path, Connection& connection) {
    KINOVAR_TRY_ASSIGN(const std::string found, connection.text("PRAGMA quick_check(1)"));
    return found == "ok" ? Status() : damaged(path, found);
}

/// The version of the tables, which this program can handle.
Result<std::int64_t> version_of(const fs::path& path, Connection& connection) {
    KINOVAR_TRY_ASSIGN(const std::int64_t application, connection.integer("PRAGMA application_id"));
    if (application != kApplicationId) {
        return failure(ErrorCode::Corrupt, fmt::format("{} is no Kinovar project", path.string()),
                       "choose a file that ends in .kinovar; it was left as it is");
    }
    KINOVAR_TRY_ASSIGN(const std::int64_t version, connection.integer("PRAGMA user_version"));
    if (version > kSchemaVersion) {
        const auto writer = connection.text("SELECT value FROM about WHERE key = 'written_by'");
        return failure(
            ErrorCode::Unsupported,
            fmt::format("the project {} was made by a newer version, {} (project format {}; this "
                        "is Kinovar {}, format {})",
                        path.string(), writer && !writer->empty() ? *writer : "unknown", version,
                        KINOVAR_VERSION, kSchemaVersion),
            "open it with that version or a newer one; the file was left as it is");
    }
    if (version < 1) {
        return damaged(path, "it has no format version");
    }
    return version;
}

/// Looks at a file without a log, and touches neither it nor anything beside it. (With a log, the
/// file alone may be anything: a checkpoint that was broken off.)
Status look(const fs::path& path) {
    KINOVAR_TRY_ASSIGN(Connection connection, Connection::open(path, Connection::Mode::Immutable));
    KINOVAR_TRY(version_of(path, connection).map([](std::int64_t) {}));
    return check_pages(path, connection);
}

Result<Contents> load_contents(const fs::path& path, Connection& connection) {
    Contents contents;
    const Status rows =
        load_rows(connection, [&](Row row) { contents.rows.push_back(std::move(row)); });
    if (!rows) {
        // Tables that are not there are an error of SQLite's, of its own code.
        const Error& error = rows.error();
        const bool ours = error.code == ErrorCode::Corrupt && error.hint.empty();
        return ours || error.code == ErrorCode::Internal ? damaged(path, error.message)
                                                         : failure(error);
    }
    KINOVAR_TRY_ASSIGN(Statement * state, connection.prepare("SELECT key, value FROM state"));
    KINOVAR_TRY_ASSIGN(bool more, connection.next(*state));
    while (more) {
        contents.state.insert_or_assign(state->text(0), state->text(1));
        KINOVAR_TRY_ASSIGN(more, connection.next(*state));
    }
    KINOVAR_TRY_ASSIGN(contents.next_id,
                       connection.integer("SELECT value FROM about WHERE key = 'next_id'"));
    return contents;
}

/// "NAME.v1.kinovar" beside NAME.kinovar, or with a number where that is taken.
fs::path name_of_copy(const fs::path& path, std::int64_t version) {
    fs::path copy;
    for (int number = 1; copy.empty() || fs::exists(copy); ++number) {
        const std::string suffix = number == 1 ? "" : fmt::format("-{}", number);
        copy = path.parent_path() / fmt::format("{}.v{}{}{}", path.stem().string(), version, suffix,
                                                path.extension().string());
    }
    return copy;
}

/// The project as it is, as one file beside it.
Status keep_copy(Connection& connection, const fs::path& path, std::int64_t version) {
    PartFile part(name_of_copy(path, version));
    std::error_code ignored;
    fs::remove(part.path(), ignored); // of a program that was killed just here
    KINOVAR_TRY_ASSIGN(Statement * vacuum, connection.prepare("VACUUM INTO ?"));
    vacuum->bind_text(0, part.path().native());
    KINOVAR_TRY(connection.finish(*vacuum));
    return part.commit();
}

/// Tries it first, so that a file that cannot be read afterwards is not touched.
Status try_migration(const fs::path& path, Connection& connection, std::int64_t version) {
    Transaction transaction(connection);
    KINOVAR_TRY(transaction.begin());
    KINOVAR_TRY(migrate(connection, version));
    return load_contents(path, connection).map([](const Contents&) {});
}

Status bring_up_to_date(Connection& connection, std::int64_t version) {
    Transaction transaction(connection);
    KINOVAR_TRY(transaction.begin());
    KINOVAR_TRY(migrate(connection, version));
    return transaction.commit();
}

/// Opens, checks and reads a file that is ours to write.
Result<std::pair<Connection, Contents>> open_checked(const fs::path& path, bool keeps_copy) {
    const bool log = has_log(path);
    KINOVAR_TRY_ASSIGN(Connection connection, Connection::open(path, Connection::Mode::ReadWrite));
    // Closing would bring the log into a file that turns out to be damaged or newer.
    connection.set_checkpoint_on_close(!log);
    KINOVAR_TRY_ASSIGN(const std::int64_t version, version_of(path, connection));
    if (log) {
        KINOVAR_TRY(check_pages(path, connection));
    }
    KINOVAR_TRY(connection.run("PRAGMA synchronous = FULL"));
    if (version < kSchemaVersion) {
        KINOVAR_TRY(try_migration(path, connection, version));
        if (keeps_copy) {
            KINOVAR_TRY(keep_copy(connection, path, version));
        }
        KINOVAR_TRY(bring_up_to_date(connection, version));
    }
    KINOVAR_TRY_ASSIGN(Contents contents, load_contents(path, connection));
    connection.set_checkpoint_on_close(true);
    return std::pair(std::move(connection), std::move(contents));
}

/// A folder in the system's temporary one, removed with its content.
class ScratchFolder {
public:
    static Result<ScratchFolder> make() {
        std::string name = (fs::temp_directory_path() / "kinovar-project-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            return failure(error_from_errno(errno, "cannot make the folder", name));
        }
        return ScratchFolder(name);
    }
    ~ScratchFolder() {
        std::error_code ignored;
        if (!path_.empty()) {
            fs::remove_all(path_, ignored);
        }
    }
    ScratchFolder(ScratchFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    ScratchFolder& operator=(ScratchFolder&&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    explicit ScratchFolder(fs::path path) : path_(std::move(path)) {}
    fs::path path_;
};

/// Through a copy with its log, where a connection to the file itself would have to write.
Result<Contents> read_copy(const fs::path& path) {
    KINOVAR_TRY_ASSIGN(const ScratchFolder folder, ScratchFolder::make());
    const fs::path copy = folder.path() / "copy.kinovar";
    std::error_code code;
    fs::copy_file(path, copy, code);
    if (!code && has_log(path)) {
        fs::copy_file(beside(path, "-wal"), beside(copy, "-wal"), code);
    }
    if (code) {
        return failure(error_from_errno(code.value(), "cannot copy the project", path));
    }
    fs::permissions(copy, fs::perms::owner_write, fs::perm_options::add, code);
    auto opened = open_checked(copy, false);
    if (!opened) {
        return failure(opened.error().within(path.string()));
    }
    return std::move(opened->second);
}

struct Stamp {
    std::int64_t bytes = 0;
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
    bool log = false;
    friend bool operator==(const Stamp&, const Stamp&) = default;
};

Stamp stamp_of(const fs::path& path) {
    struct stat status {};
    ::stat(path.c_str(), &status);
    return {status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec, has_log(path)};
}

/// Nothing: the file is of an older version.
Result<std::optional<Contents>> read_through(const fs::path& path, Connection::Mode mode) {
    KINOVAR_TRY_ASSIGN(Connection connection, Connection::open(path, mode));
    // All as of one moment.
    KINOVAR_TRY(connection.run("BEGIN"));
    KINOVAR_TRY_ASSIGN(const std::int64_t version, version_of(path, connection));
    KINOVAR_TRY(check_pages(path, connection));
    if (version < kSchemaVersion) {
        return std::nullopt;
    }
    return load_contents(path, connection);
}

Result<Contents> read_once(const fs::path& path) {
    const bool log = has_log(path);
    // Reading a log needs the index beside it, which must not be left there where none was.
    if (!log || fs::exists(beside(path, "-shm"))) {
        auto read =
            read_through(path, log ? Connection::Mode::ReadOnly : Connection::Mode::Immutable);
        if (read && *read) {
            return std::move(**read);
        }
        const bool accessible = read || read.error().code == ErrorCode::Corrupt ||
                                read.error().code == ErrorCode::Unsupported;
        if (!read && (accessible || !log)) {
            return failure(read.error());
        }
    }
    return read_copy(path);
}

} // namespace

Result<WritableFile> open_to_write(const fs::path& path) {
    KINOVAR_TRY(check_place(path));
    KINOVAR_TRY(check_writable(path));
    KINOVAR_TRY_ASSIGN(ProjectLock lock, ProjectLock::take(path));
    if (!has_log(path)) {
        KINOVAR_TRY(look(path));
    }
    KINOVAR_TRY_ASSIGN(auto opened, open_checked(path, true));
    return WritableFile{std::move(lock), std::move(opened.first), std::move(opened.second)};
}

Result<Contents> read_project(const fs::path& path) {
    KINOVAR_TRY(check_place(path));
    Result<Contents> contents;
    for (int attempt = 0; attempt < kReadAttempts; ++attempt) {
        const Stamp before = stamp_of(path);
        contents = read_once(path);
        if (stamp_of(path) == before) {
            break;
        }
    }
    return contents;
}

Status make_project_file(const fs::path& path, const std::function<Status(Connection&)>& fill) {
    PartFile part(path);
    std::error_code ignored;
    fs::remove(part.path(), ignored);
    {
        KINOVAR_TRY_ASSIGN(Connection connection,
                           Connection::open(part.path(), Connection::Mode::Create));
        // Until it gets its name nobody needs the file: it is synced then.
        KINOVAR_TRY(connection.run("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF"));
        Transaction transaction(connection);
        KINOVAR_TRY(transaction.begin());
        KINOVAR_TRY(make_tables(connection));
        KINOVAR_TRY(fill(connection));
        KINOVAR_TRY(transaction.commit());
        KINOVAR_TRY(connection.run("PRAGMA journal_mode = WAL"));
    }
    // The log of another file that had this name must not be taken for this one's.
    fs::remove(beside(path, "-wal"), ignored);
    fs::remove(beside(path, "-shm"), ignored);
    return part.commit();
}

Status store_state(Connection& connection, std::string_view key, std::string_view value) {
    KINOVAR_TRY_ASSIGN(Statement * statement,
                       connection.prepare("INSERT OR REPLACE INTO state VALUES (?, ?)"));
    statement->bind_text(0, key);
    statement->bind_text(1, value);
    return connection.finish(*statement);
}

Status store_next_id(Connection& connection, Id next_id) {
    KINOVAR_TRY_ASSIGN(Statement * statement,
                       connection.prepare("UPDATE about SET value = ? WHERE key = 'next_id'"));
    statement->bind(0, next_id);
    return connection.finish(*statement);
}

} // namespace kinovar::project
