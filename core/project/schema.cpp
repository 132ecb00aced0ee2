#include "core/project/schema.h"

#include <fmt/format.h>

#include <array>

namespace kinovar::project {

namespace {

// Frames are those of the reel, ranges inclusive. Rates are fractions. Chains are JSON (see
// chain_json.h). References are checked by Document, which knows every row.
constexpr const char* kTables = R"(
CREATE TABLE about (key TEXT PRIMARY KEY NOT NULL, value NOT NULL) WITHOUT ROWID;
CREATE TABLE state (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE reels (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL, bytes INTEGER NOT NULL,
    frames INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    rate_num INTEGER NOT NULL, rate_den INTEGER NOT NULL,
    source_chain TEXT NOT NULL, chain TEXT NOT NULL, note TEXT NOT NULL) STRICT;
CREATE TABLE shots (
    id INTEGER PRIMARY KEY, reel INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    name TEXT NOT NULL, note TEXT NOT NULL, pick INTEGER NOT NULL) STRICT;
CREATE TABLE takes (
    id INTEGER PRIMARY KEY, shot INTEGER NOT NULL, name TEXT NOT NULL, chain TEXT,
    rating INTEGER NOT NULL, note TEXT NOT NULL) STRICT;
CREATE TABLE analyses (
    id INTEGER PRIMARY KEY, reel INTEGER NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL) STRICT;
CREATE TABLE fixes (
    id INTEGER PRIMARY KEY, take INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    kind TEXT NOT NULL, params TEXT NOT NULL, pixels BLOB NOT NULL, enabled INTEGER NOT NULL) STRICT;
CREATE TABLE hints (
    id INTEGER PRIMARY KEY, reel INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    params TEXT NOT NULL, citation TEXT NOT NULL, documented INTEGER NOT NULL) STRICT;
CREATE TABLE flags (
    id INTEGER PRIMARY KEY, reel INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    kind TEXT NOT NULL, severity REAL NOT NULL, text TEXT NOT NULL, state INTEGER NOT NULL,
    params TEXT NOT NULL) STRICT;
CREATE TABLE consents (
    id INTEGER PRIMARY KEY, person TEXT NOT NULL, relation TEXT NOT NULL, granted_by TEXT NOT NULL,
    ground TEXT NOT NULL, scope TEXT NOT NULL, date TEXT NOT NULL, source TEXT NOT NULL,
    note TEXT NOT NULL) STRICT;
CREATE TABLE markers (
    id INTEGER PRIMARY KEY, reel INTEGER NOT NULL, frame INTEGER NOT NULL,
    text TEXT NOT NULL) STRICT;
CREATE TABLE render_jobs (
    id INTEGER PRIMARY KEY, reel INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    output TEXT NOT NULL, options TEXT NOT NULL, state INTEGER NOT NULL,
    message TEXT NOT NULL) STRICT;
)";

/// kMigrations[v − 1] leads from version v to v + 1. None of them is ever changed again.
constexpr std::array<const char*, kSchemaVersion - 1> kMigrations = {
    // Version 2 remembers why a render failed.
    "ALTER TABLE render_jobs ADD COLUMN message TEXT NOT NULL DEFAULT ''",
    // Version 3 knows reels that steps make of their file, and more about consents.
    R"(ALTER TABLE reels ADD COLUMN source_chain TEXT NOT NULL DEFAULT '{"steps":[]}';
       ALTER TABLE consents ADD COLUMN relation TEXT NOT NULL DEFAULT '';
       ALTER TABLE consents ADD COLUMN source TEXT NOT NULL DEFAULT '';)",
    // Version 4 knows where in the picture a flag lies and what is proposed.
    "ALTER TABLE flags ADD COLUMN params TEXT NOT NULL DEFAULT ''",
};

Status set_versions(Connection& connection) {
    const std::string sql = fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                                        kApplicationId, kSchemaVersion);
    return connection.run(sql.c_str());
}

} // namespace

Status make_tables(Connection& connection) {
    KINOVAR_TRY(connection.run(kTables));
    KINOVAR_TRY(connection.run("INSERT INTO about VALUES ('next_id', 1)"));
    KINOVAR_TRY(sign(connection));
    return set_versions(connection);
}

Status migrate(Connection& connection, std::int64_t version) {
    for (std::int64_t from = version; from < kSchemaVersion; ++from) {
        KINOVAR_TRY(connection.run(kMigrations.at(static_cast<std::size_t>(from - 1))));
    }
    KINOVAR_TRY(sign(connection));
    return set_versions(connection);
}

Status sign(Connection& connection) {
    KINOVAR_TRY_ASSIGN(Statement * statement,
                       connection.prepare("INSERT OR REPLACE INTO about VALUES ('written_by', ?)"));
    statement->bind_text(0, "Kinovar " KINOVAR_VERSION);
    return connection.finish(*statement);
}

} // namespace kinovar::project
