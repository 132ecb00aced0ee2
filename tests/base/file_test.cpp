#include "core/base/file.h"
#include "tests/support/support.h"

#include <fstream>

namespace kinovar {
namespace {

TEST(File, WritesAndReadsBack) {
    const test::TemporaryFolder folder;
    ASSERT_OK(write_file(folder / "a.txt", "one"));
    ASSERT_OK(write_file(folder / "a.txt", "two"));
    EXPECT_EQ(read_file(folder / "a.txt", 100).value(), "two");
    EXPECT_FALSE(std::filesystem::exists(part_path(folder / "a.txt")));
}

TEST(File, RefusesMoreThanTheLimit) {
    const test::TemporaryFolder folder;
    ASSERT_OK(write_file(folder / "a.txt", "12345"));
    const auto read = read_file(folder / "a.txt", 4);
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().code, ErrorCode::Corrupt);
}

TEST(File, ErrorsNameThePathAndGiveAHint) {
    const auto missing = read_file("/no/such/file", 10);
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
    EXPECT_NE(missing.error().message.find("/no/such/file"), std::string::npos);
    EXPECT_FALSE(missing.error().hint.empty());
    EXPECT_FALSE(read_file("/tmp", 10).has_value());
    EXPECT_FALSE(write_file("/no/such/folder/file", "x").has_value());
}

TEST(File, APartFileThatIsNotCommittedVanishes) {
    const test::TemporaryFolder folder;
    std::filesystem::path part;
    {
        const PartFile file(folder / "film.mkv");
        part = file.path();
        std::ofstream(part) << "half";
        EXPECT_TRUE(std::filesystem::exists(part));
    }
    EXPECT_FALSE(std::filesystem::exists(part));
    EXPECT_FALSE(std::filesystem::exists(folder / "film.mkv"));
}

TEST(File, AFullDiskIsSaidToBeFull) {
    const auto status = write_file("/dev/full/x", "x");
    EXPECT_FALSE(status.has_value());
    const Error error = error_from_errno(ENOSPC, "cannot write", "/media/x");
    EXPECT_EQ(error.code, ErrorCode::DiskFull);
    EXPECT_NE(error.hint.find("free some space"), std::string::npos);
}

} // namespace
} // namespace kinovar
