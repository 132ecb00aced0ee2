#include "core/base/file.h"
#include "core/base/folder_budget.h"
#include "tests/support/support.h"

#include <chrono>

namespace kinovar {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kFileBytes = 1000;

fs::path make(const fs::path& path, int hours_ago) {
    EXPECT_OK(make_folder(path.parent_path()));
    EXPECT_OK(write_file(path, std::string(kFileBytes, 'x')));
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(hours_ago));
    return path;
}

TEST(FolderBudget, TheLongestUnusedGoFirst) {
    const test::TemporaryFolder folder;
    const fs::path old = make(folder / "a/old", 300);
    const fs::path older = make(folder / "b/older", 400);
    const fs::path young = make(folder / "a/young", 1);
    EXPECT_EQ(trim_folder(folder.path(), 2 * kFileBytes), 2 * kFileBytes);
    EXPECT_FALSE(fs::exists(older));
    EXPECT_TRUE(fs::exists(old));
    touch(old);
    EXPECT_EQ(trim_folder(folder.path(), kFileBytes), kFileBytes);
    EXPECT_TRUE(fs::exists(old));
    EXPECT_FALSE(fs::exists(young));
}

TEST(FolderBudget, AFreshFileIsNotWrittenToByUsingIt) {
    const test::TemporaryFolder folder;
    const fs::path file = make(folder / "file", 1);
    const auto before = fs::last_write_time(file);
    touch(file);
    EXPECT_EQ(fs::last_write_time(file), before);
}

TEST(FolderBudget, AMissingFolderIsNoTrouble) {
    EXPECT_EQ(trim_folder("/nowhere/at/all", 1), 0U);
    touch("/nowhere/at/all");
}

TEST(FolderBudget, GrowthIsHeldByLookingNowAndThen) {
    const test::TemporaryFolder folder;
    constexpr std::uint64_t kBudget = 20 * kFileBytes;
    FolderBudget budget(folder.path(), kBudget);
    for (int i = 0; i < 200; ++i) {
        make(folder / std::to_string(i), 1000 - i);
        budget.added(kFileBytes);
    }
    EXPECT_LE(trim_folder(folder.path(), ~std::uint64_t{0}), kBudget);
    EXPECT_TRUE(fs::exists(folder / "199"));
}

} // namespace
} // namespace kinovar
