#include "core/project/sqlite.h"

#include <fmt/format.h>

#include <cctype>
#include <cerrno>
#include <cstring>

namespace kinovar::project {

namespace {

/// Another program's checkpoint takes moments; longer waits are a program that hangs.
constexpr int kBusyMilliseconds = 3000;

Error error_of(int code, int system_error, const std::string& file, const char* text) {
    const std::string said = text == nullptr ? sqlite3_errstr(code) : text;
    const bool no_space = (code & 0xFF) == SQLITE_IOERR && system_error == ENOSPC;
    switch (no_space ? SQLITE_FULL : code & 0xFF) {
    case SQLITE_FULL:
        return {ErrorCode::DiskFull,
                fmt::format("cannot write the project {}: No space left on device", file),
                "free some space; the project stands as it was"};
    case SQLITE_NOTADB:
        return {ErrorCode::Corrupt, fmt::format("{} is no Kinovar project", file),
                "projects are files that end in .kinovar, made by File > New project or "
                "kinovar-cli project new"};
    case SQLITE_CORRUPT:
        return {ErrorCode::Corrupt, fmt::format("the project {} is damaged: {}", file, said),
                "go back to a copy of it; the damaged file was left as it is"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return {ErrorCode::NotWritable,
                fmt::format("the project {} cannot be written: {}", file, said),
                "open it read-only, or copy it to a folder that can be written"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::Refused, fmt::format("the project {} is in use: {}", file, said),
                "close the other program that has it open"};
    case SQLITE_NOMEM:
        return {ErrorCode::OutOfMemory, fmt::format("memory ran out over the project {}", file),
                "close other programs"};
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
        return {ErrorCode::Unreadable,
                fmt::format("cannot access the project {}: {}{}{}", file, said,
                            system_error == 0 ? "" : ", ",
                            system_error == 0 ? "" : std::strerror(system_error)),
                "check that the disk is there and in order"};
    default:
        return {ErrorCode::Internal, fmt::format("project {}: {}", file, said),
                "this is a fault of Kinovar; the project stands as it was"};
    }
}

/// A path as a URI that SQLite reads back as the same bytes.
std::string uri_of(const std::filesystem::path& path, std::string_view query) {
    std::string uri = "file:";
    for (const char c : path.string()) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' ||
                           c == '.' || c == '-' || c == '_';
        uri += plain ? std::string(1, c)
                     : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return uri.append(query);
}

} // namespace

void Statement::bind(int parameter, std::int64_t value) {
    sqlite3_bind_int64(statement_.get(), parameter + 1, value);
}
void Statement::bind(int parameter, double value) {
    sqlite3_bind_double(statement_.get(), parameter + 1, value);
}
void Statement::bind_text(int parameter, std::string_view value) {
    // An empty view may have a null pointer, which SQLite takes for NULL.
    sqlite3_bind_text64(statement_.get(), parameter + 1, value.empty() ? "" : value.data(),
                        value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}
void Statement::bind_bytes(int parameter, std::string_view value) {
    sqlite3_bind_blob64(statement_.get(), parameter + 1, value.empty() ? "" : value.data(),
                        value.size(), SQLITE_TRANSIENT);
}
void Statement::bind_null(int parameter) {
    sqlite3_bind_null(statement_.get(), parameter + 1);
}
bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}
std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}
double Statement::real(int column) const {
    return sqlite3_column_double(statement_.get(), column);
}
std::string Statement::text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return data == nullptr ? std::string() : std::string(data, size);
}
std::string Statement::bytes(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return data == nullptr ? std::string() : std::string(data, size);
}

Result<Connection> Connection::open(const std::filesystem::path& path, Mode mode) {
    int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    flags |= mode == Mode::Create || mode == Mode::ReadWrite ? SQLITE_OPEN_READWRITE
                                                             : SQLITE_OPEN_READONLY;
    flags |= mode == Mode::Create ? SQLITE_OPEN_CREATE : 0;
    sqlite3* database = nullptr;
    const std::string uri = uri_of(path, mode == Mode::Immutable ? "?immutable=1" : "");
    const int code = sqlite3_open_v2(uri.c_str(), &database, flags, nullptr);
    Connection connection(path, database);
    if (code != SQLITE_OK) {
        return connection.failed(code);
    }
    sqlite3_busy_timeout(database, kBusyMilliseconds);
    // The file is somebody else's until it is known: no code of its schema runs.
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    return connection;
}

tl::unexpected<Error> Connection::failed(int code) const {
    sqlite3* database = database_.get();
    const int system_error = database == nullptr ? 0 : sqlite3_system_errno(database);
    return failure(error_of(code, system_error, path_.string(),
                            database == nullptr ? nullptr : sqlite3_errmsg(database)));
}

Status Connection::run(const char* sql) {
    const int code = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? Status() : failed(code);
}

Result<Statement*> Connection::prepare(const std::string& sql) {
    if (const auto at = statements_.find(sql); at != statements_.end()) {
        sqlite3_reset(at->second.statement_.get());
        sqlite3_clear_bindings(at->second.statement_.get());
        return &at->second;
    }
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) {
        return failed(code);
    }
    return &statements_.emplace(sql, Statement(statement)).first->second;
}

Result<bool> Connection::next(Statement& statement) {
    const int code = sqlite3_step(statement.statement_.get());
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code == SQLITE_DONE) {
        sqlite3_reset(statement.statement_.get());
        return false;
    }
    auto error = failed(code);
    sqlite3_reset(statement.statement_.get());
    return error;
}

Status Connection::finish(Statement& statement) {
    KINOVAR_TRY_ASSIGN(bool more, next(statement));
    while (more) {
        KINOVAR_TRY_ASSIGN(more, next(statement));
    }
    return {};
}

Result<std::int64_t> Connection::integer(const char* sql) {
    KINOVAR_TRY_ASSIGN(Statement * statement, prepare(sql));
    KINOVAR_TRY_ASSIGN(const bool found, next(*statement));
    const std::int64_t value = found ? statement->integer(0) : 0;
    sqlite3_reset(statement->statement_.get());
    return value;
}

Result<std::string> Connection::text(const char* sql) {
    KINOVAR_TRY_ASSIGN(Statement * statement, prepare(sql));
    KINOVAR_TRY_ASSIGN(const bool found, next(*statement));
    std::string value = found ? statement->text(0) : std::string();
    sqlite3_reset(statement->statement_.get());
    return value;
}

void Connection::set_checkpoint_on_close(bool on) {
    sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, on ? 0 : 1, nullptr);
}

Transaction::~Transaction() {
    if (open_) {
        static_cast<void>(connection_.run("ROLLBACK"));
    }
}

Status Transaction::begin() {
    KINOVAR_TRY(connection_.run("BEGIN IMMEDIATE"));
    open_ = true;
    return {};
}

Status Transaction::commit() {
    KINOVAR_TRY(connection_.run("COMMIT"));
    open_ = false;
    return {};
}

} // namespace kinovar::project
