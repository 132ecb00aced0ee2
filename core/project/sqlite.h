#pragma once

// Private to core/project.

#include "core/base/result.h"

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace kinovar::project {

/// A prepared statement. Parameters and columns count from 0. Belongs to its connection, which
/// outlives it.
class Statement {
public:
    explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
    void bind(int parameter, std::int64_t value);
    void bind(int parameter, double value);
    void bind_text(int parameter, std::string_view value);
    void bind_bytes(int parameter, std::string_view value);
    void bind_null(int parameter);

    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::string bytes(int column) const;

private:
    friend class Connection;
    struct Finalise {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalise> statement_;
};

/// An open SQLite file. Not thread-safe.
class Connection {
public:
    enum class Mode : std::uint8_t {
        Create,    ///< a new file
        ReadWrite, ///< an existing one
        ReadOnly,  ///< the same, without writing to it
        Immutable, ///< without its write-ahead log and without any lock; leaves nothing beside it
    };
    static Result<Connection> open(const std::filesystem::path& path, Mode mode);

    /// Runs statements without results.
    [[nodiscard]] Status run(const char* sql);
    /// A prepared statement, kept for the next time; ready to bind.
    [[nodiscard]] Result<Statement*> prepare(const std::string& sql);
    /// Steps to the next row: true; false after the last.
    [[nodiscard]] Result<bool> next(Statement& statement);
    /// Runs a statement without results to its end.
    [[nodiscard]] Status finish(Statement& statement);
    /// The first column of the first row.
    [[nodiscard]] Result<std::int64_t> integer(const char* sql);
    [[nodiscard]] Result<std::string> text(const char* sql);

    /// Whether closing brings the write-ahead log into the file (SQLite's custom). Off while it is
    /// not certain that the file is to be touched.
    void set_checkpoint_on_close(bool on);
    /// What SQLite reports, as an error that names the file.
    [[nodiscard]] tl::unexpected<Error> failed(int code) const;

private:
    struct Close {
        void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
    };
    Connection(std::filesystem::path path, sqlite3* database)
        : path_(std::move(path)), database_(database) {}

    std::filesystem::path path_;
    std::unique_ptr<sqlite3, Close> database_;
    std::map<std::string, Statement> statements_; ///< after the database: goes before it
};

/// A transaction that is rolled back unless it was committed.
class Transaction {
public:
    explicit Transaction(Connection& connection) : connection_(connection) {}
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    [[nodiscard]] Status begin();
    [[nodiscard]] Status commit();

private:
    Connection& connection_;
    bool open_ = false;
};

} // namespace kinovar::project
