// Opening what is no sound project says what it is, and changes nothing.

#include "core/project/document.h"
#include "core/project/schema.h"
#include "core/project/sqlite.h"
#include "tests/project/program.h"
#include "tests/project/random_edits.h"
#include "tests/support/support.h"

#include <sys/mount.h>
#include <unistd.h>

#include <fstream>

namespace kinovar::project {
namespace {

using test::TemporaryFolder;
namespace fs = std::filesystem;

constexpr std::size_t kPage = 4096;

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}
void write_bytes(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}
/// Names and bytes of all that lies in a folder.
std::map<std::string, std::string> content_of(const fs::path& folder) {
    std::map<std::string, std::string> content;
    for (const auto& entry : fs::directory_iterator(folder)) {
        content[entry.path().filename().string()] =
            entry.is_regular_file() ? bytes_of(entry.path()) : "";
    }
    return content;
}

void make_project(const fs::path& path) {
    auto document = Document::create(path);
    ASSERT_OK(document);
    for (std::uint64_t n = 0; n < 80; ++n) {
        ASSERT_OK((*document)->apply(test::random_edit(**document, n)));
    }
}

/// Both ways of opening fail like that, and leave the folder as it was.
void expect_failure(const fs::path& path, ErrorCode code, const std::string& says) {
    const auto before = content_of(path.parent_path());
    for (const Access access : {Access::ReadWrite, Access::ReadOnly}) {
        const auto document = Document::open(path, access);
        ASSERT_FALSE(document) << path;
        EXPECT_EQ(document.error().code, code) << document.error().one_line();
        EXPECT_NE(document.error().message.find(says), std::string::npos)
            << document.error().one_line();
        EXPECT_NE(document.error().message.find(path.filename().string()), std::string::npos)
            << document.error().one_line();
        EXPECT_FALSE(document.error().hint.empty()) << document.error().one_line();
        EXPECT_TRUE(content_of(path.parent_path()) == before) << document.error().one_line();
    }
}

TEST(OpenProject, WhatIsNoProject) {
    const TemporaryFolder folder;
    expect_failure(folder / "none.kinovar", ErrorCode::NotFound, "no project");
    fs::create_directory(folder / "folder.kinovar");
    expect_failure(folder / "folder.kinovar", ErrorCode::Corrupt, "a folder");
    write_bytes(folder / "empty.kinovar", "");
    expect_failure(folder / "empty.kinovar", ErrorCode::Corrupt, "no Kinovar project");
    write_bytes(folder / "text.kinovar", "This is no project.");
    expect_failure(folder / "text.kinovar", ErrorCode::Corrupt, "no Kinovar project");
    write_bytes(folder / "long.kinovar", std::string(100000, 'x'));
    expect_failure(folder / "long.kinovar", ErrorCode::Corrupt, "no Kinovar project");
    {
        auto other = Connection::open(folder / "other.kinovar", Connection::Mode::Create);
        ASSERT_OK(other->run("PRAGMA journal_mode = WAL; CREATE TABLE reels (id); "
                             "PRAGMA user_version = 1"));
    }
    expect_failure(folder / "other.kinovar", ErrorCode::Corrupt, "no Kinovar project");
}

TEST(OpenProject, OneOfANewerVersion) {
    const TemporaryFolder folder;
    make_project(folder / "a.kinovar");
    {
        auto newer = Connection::open(folder / "a.kinovar", Connection::Mode::ReadWrite);
        ASSERT_OK(newer->run("UPDATE about SET value = 'Kinovar 9.1' WHERE key = 'written_by'; "
                             "ALTER TABLE reels RENAME TO rolls; PRAGMA user_version = 77"));
    }
    expect_failure(folder / "a.kinovar", ErrorCode::Unsupported, "Kinovar 9.1");
    expect_failure(folder / "a.kinovar", ErrorCode::Unsupported, "format 77");
}

TEST(OpenProject, OneOfANewerVersionWhoseProgramWasKilled) {
    const TemporaryFolder folder;
    make_project(folder / "a.kinovar");
    const fs::path copy = folder / "copy";
    fs::create_directory(copy);
    {
        auto newer = Connection::open(folder / "a.kinovar", Connection::Mode::ReadWrite);
        ASSERT_OK(newer->run("PRAGMA user_version = 77"));
        fs::copy_file(folder / "a.kinovar", copy / "a.kinovar");
        fs::copy_file(folder / "a.kinovar-wal", copy / "a.kinovar-wal");
    }
    const std::string file = bytes_of(copy / "a.kinovar");
    const std::string log = bytes_of(copy / "a.kinovar-wal");
    for (const Access access : {Access::ReadOnly, Access::ReadWrite}) {
        const auto document = Document::open(copy / "a.kinovar", access);
        ASSERT_FALSE(document);
        EXPECT_EQ(document.error().code, ErrorCode::Unsupported) << document.error().one_line();
        EXPECT_TRUE(bytes_of(copy / "a.kinovar") == file);
        EXPECT_TRUE(bytes_of(copy / "a.kinovar-wal") == log);
    }
}

TEST(OpenProject, OneThatWasCutShort) {
    const TemporaryFolder folder;
    make_project(folder / "whole");
    const std::string whole = bytes_of(folder / "whole");
    fs::remove(folder / "whole");
    for (std::size_t size = 1000; size < whole.size(); size += 3 * kPage + 100) {
        write_bytes(folder / "a.kinovar", whole.substr(0, size));
        expect_failure(folder / "a.kinovar", ErrorCode::Corrupt, "damaged");
    }
    write_bytes(folder / "a.kinovar", whole.substr(0, whole.size() - kPage));
    expect_failure(folder / "a.kinovar", ErrorCode::Corrupt, "damaged");
}

TEST(OpenProject, OneWithOverwrittenPages) {
    const TemporaryFolder folder;
    make_project(folder / "whole");
    const std::string whole = bytes_of(folder / "whole");
    fs::remove(folder / "whole");
    std::size_t found = 0;
    for (std::size_t at = kPage; at < whole.size(); at += kPage) {
        std::string bytes = whole;
        std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), kPage, '\xA5');
        write_bytes(folder / "a.kinovar", bytes);
        // Pages that hold nothing, or the middle of a text, do not matter or cannot be told.
        if (!Document::open(folder / "a.kinovar", Access::ReadOnly)) {
            expect_failure(folder / "a.kinovar", ErrorCode::Corrupt, "damaged");
            ++found;
        }
    }
    EXPECT_GT(found, whole.size() / kPage / 3);
}

TEST(OpenProject, OneWhoseRowsDoNotFit) {
    for (const char* change :
         {"UPDATE reels SET chain = '{\"steps\": 7}'", "UPDATE reels SET chain = '['",
          "UPDATE shots SET first = first + 1", "DELETE FROM shots", "UPDATE shots SET reel = 7777",
          "UPDATE flags SET state = 9", "UPDATE flags SET severity = 3.5", "DROP TABLE markers",
          "UPDATE reels SET rate_den = 0", "UPDATE reels SET width = 99999999999"}) {
        const TemporaryFolder folder;
        make_project(folder / "a.kinovar");
        {
            auto file = Connection::open(folder / "a.kinovar", Connection::Mode::ReadWrite);
            ASSERT_OK(file->run(change)) << change;
        }
        expect_failure(folder / "a.kinovar", ErrorCode::Corrupt, "damaged");
    }
}

TEST(OpenProject, OneThatAnotherProgramHasOpen) {
    const TemporaryFolder folder;
    const fs::path path = folder / "a.kinovar";
    make_project(path);
    const std::string dump = Document::open(path).value()->dump();
    test::EditProgram other({"open", path.string()});
    ASSERT_EQ(other.next_line(), "start");
    ASSERT_EQ(other.next_line(), "open");
    const auto second = Document::open(path);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::Refused);
    EXPECT_NE(second.error().message.find("process"), std::string::npos);
    const auto looker = Document::open(path, Access::ReadOnly);
    ASSERT_OK(looker);
    EXPECT_EQ((*looker)->dump(), dump);
    EXPECT_FALSE((*looker)->apply(test::random_edit(**looker, 1)));
    EXPECT_FALSE((*looker)->set_state("a", "b"));
    // However it ends, its lock ends with it.
    EXPECT_TRUE(other.kill());
    ASSERT_OK(Document::open(path));
}

TEST(OpenProject, OneThatThisProgramHasOpen) {
    const TemporaryFolder folder;
    const fs::path path = folder / "a.kinovar";
    make_project(path);
    const auto first = Document::open(path);
    ASSERT_OK(first);
    fs::create_symlink(path, folder / "link.kinovar");
    EXPECT_FALSE(Document::open(path));
    EXPECT_FALSE(Document::open(folder / "link.kinovar"));
    // One who looks sees what was last applied, though it is in the log only.
    for (std::uint64_t n = 500; n < 510; ++n) {
        ASSERT_OK((*first)->apply(test::random_edit(**first, n)));
        const auto looker = Document::open(path, Access::ReadOnly);
        ASSERT_OK(looker);
        EXPECT_EQ((*looker)->dump(), (*first)->dump());
    }
}

TEST(OpenProject, OneThatMayNotBeWritten) {
    const TemporaryFolder folder;
    const fs::path place = folder / "fixed";
    fs::create_directory(place);
    if (::mount("tmpfs", place.c_str(), "tmpfs", 0, "size=4m") != 0) {
        GTEST_SKIP() << "a file system cannot be mounted here (needs root)";
    }
    make_project(place / "a.kinovar");
    const std::string dump = Document::open(place / "a.kinovar").value()->dump();
    ASSERT_EQ(::mount("tmpfs", place.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, "size=4m"), 0);
    const auto writing = Document::open(place / "a.kinovar");
    const auto reading = Document::open(place / "a.kinovar", Access::ReadOnly);
    const auto made = Document::create(place / "b.kinovar");
    ::umount(place.c_str());
    ASSERT_FALSE(writing);
    EXPECT_EQ(writing.error().code, ErrorCode::NotWritable) << writing.error().one_line();
    EXPECT_NE(writing.error().hint.find("read-only"), std::string::npos);
    ASSERT_OK(reading);
    EXPECT_EQ((*reading)->dump(), dump);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::NotWritable) << made.error().one_line();
}

TEST(OpenProject, AFileOfSomebodyElse) {
    if (::geteuid() != 0) {
        GTEST_SKIP() << "needs root, to become somebody else";
    }
    const TemporaryFolder folder;
    fs::permissions(folder.path(), fs::perms::all);
    make_project(folder / "a.kinovar");
    fs::permissions(folder / "a.kinovar", fs::perms(0644));
    constexpr uid_t kNobody = 65534;
    ASSERT_EQ(::seteuid(kNobody), 0);
    const auto writing = Document::open(folder / "a.kinovar");
    const auto reading = Document::open(folder / "a.kinovar", Access::ReadOnly);
    ASSERT_EQ(::seteuid(0), 0);
    fs::permissions(folder / "a.kinovar", fs::perms(0600));
    ASSERT_EQ(::seteuid(kNobody), 0);
    const auto hidden = Document::open(folder / "a.kinovar", Access::ReadOnly);
    ASSERT_EQ(::seteuid(0), 0);
    ASSERT_FALSE(writing);
    EXPECT_EQ(writing.error().code, ErrorCode::NotWritable) << writing.error().one_line();
    EXPECT_OK(reading);
    ASSERT_FALSE(hidden);
    EXPECT_EQ(hidden.error().code, ErrorCode::Unreadable) << hidden.error().one_line();
}

} // namespace
} // namespace kinovar::project
