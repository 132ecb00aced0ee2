// Projects of earlier versions open, with all that they hold.

#include "core/project/document.h"
#include "core/project/schema.h"
#include "core/project/sqlite.h"
#include "tests/project/program.h"
#include "tests/support/support.h"

#include <chrono>
#include <fstream>
#include <random>
#include <thread>

namespace kinovar::project {
namespace {

namespace fs = std::filesystem;

/// About what opening and migrating takes.
constexpr unsigned kLongestMicroseconds = 20000;

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}
fs::path fixture(const std::string& name) {
    return test::source_folder() / "tests/project/fixtures" / name;
}

TEST(Migration, EveryEarlierVersionHasItsFixture) {
    for (std::int64_t version = 1; version < kSchemaVersion; ++version) {
        EXPECT_TRUE(fs::exists(fixture("v" + std::to_string(version) + ".kinovar"))) << version;
    }
}

TEST(Migration, OpensAndKeepsACopy) {
    for (std::int64_t version = 1; version < kSchemaVersion; ++version) {
        const std::string name = "v" + std::to_string(version);
        const test::TemporaryFolder folder;
        const fs::path path = folder / "film.kinovar";
        fs::copy_file(fixture(name + ".kinovar"), path);
        const std::string expected = bytes_of(fixture(name + ".json"));
        const std::string before = bytes_of(path);
        {
            const auto looker = Document::open(path, Access::ReadOnly);
            ASSERT_OK(looker);
            EXPECT_EQ((*looker)->dump(), expected);
            EXPECT_TRUE(bytes_of(path) == before);
            EXPECT_FALSE(fs::exists(folder / ("film." + name + ".kinovar")));
        }
        for (int round = 0; round < 2; ++round) {
            const auto document = Document::open(path);
            ASSERT_OK(document);
            EXPECT_EQ((*document)->dump(), expected);
            EXPECT_EQ((*document)->state("playhead"), "118");
            EXPECT_EQ((*document)->next_id(), 40);
        }
        const fs::path copy = folder / ("film." + name + ".kinovar");
        ASSERT_TRUE(fs::exists(copy));
        auto kept = Connection::open(copy, Connection::Mode::Immutable);
        ASSERT_OK(kept);
        EXPECT_EQ(kept->integer("PRAGMA user_version").value(), version);
        EXPECT_EQ(kept->integer("PRAGMA application_id").value(), kApplicationId);
        EXPECT_EQ(Document::open(copy, Access::ReadOnly).value()->dump(), expected);
        const fs::directory_iterator files(folder.path());
        EXPECT_EQ(std::distance(begin(files), end(files)), 2);
    }
}

TEST(Migration, OfADamagedOneChangesNothing) {
    const test::TemporaryFolder folder;
    const fs::path path = folder / "film.kinovar";
    fs::copy_file(fixture("v1.kinovar"), path);
    {
        auto file = Connection::open(path, Connection::Mode::ReadWrite);
        ASSERT_OK(file->run("UPDATE reels SET chain = 'x' WHERE id = 2"));
    }
    const std::string before = bytes_of(path);
    for (const Access access : {Access::ReadOnly, Access::ReadWrite}) {
        const auto document = Document::open(path, access);
        ASSERT_FALSE(document);
        EXPECT_EQ(document.error().code, ErrorCode::Corrupt) << document.error().one_line();
        EXPECT_TRUE(bytes_of(path) == before);
        const fs::directory_iterator files(folder.path());
        EXPECT_EQ(std::distance(begin(files), end(files)), 1);
    }
}

TEST(Migration, SurvivesBeingKilled) {
    const std::string expected = bytes_of(fixture("v1.json"));
    std::mt19937 random(5);
    for (int round = 0; round < 30; ++round) {
        const test::TemporaryFolder folder;
        const fs::path path = folder / "film.kinovar";
        fs::copy_file(fixture("v1.kinovar"), path);
        {
            test::EditProgram program({"open", path.string()});
            ASSERT_EQ(program.next_line(), "start");
            std::this_thread::sleep_for(std::chrono::microseconds(random() % kLongestMicroseconds));
            program.kill();
        }
        const auto document = Document::open(path);
        ASSERT_OK(document);
        EXPECT_EQ((*document)->dump(), expected);
    }
}

} // namespace
} // namespace kinovar::project
