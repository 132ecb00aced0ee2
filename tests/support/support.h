#pragma once

#include "core/base/result.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace kinovar::test {

/// A new empty folder under the system's temporary folder, removed with its content at the end of
/// the scope.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

/// The folder of shared benches and reference outputs: $KINOVAR_SHARED, or ../shared beside the
/// sources. Empty when missing.
std::filesystem::path shared_folder();
std::filesystem::path source_folder();
/// Where the built programs lie.
std::filesystem::path program_folder();

struct CommandResult {
    int exit_code = -1; ///< 128 + signal when killed
    std::string out;
    std::string err;
};
/// Runs a shell command line to its end.
CommandResult run_command(const std::string& command);
/// Puts a text in single quotes for the shell.
std::string quoted(const std::filesystem::path& path);

template <class Outcome>
testing::AssertionResult is_ok(const Outcome& outcome) {
    return outcome ? testing::AssertionSuccess()
                   : testing::AssertionFailure() << outcome.error().one_line();
}

} // namespace kinovar::test

/// Skips the test with a reason where the shared data is not at hand.
#define KINOVAR_NEEDS_SHARED(variable, relative)                                                   \
    const std::filesystem::path variable = ::kinovar::test::shared_folder() / (relative);          \
    if (::kinovar::test::shared_folder().empty() || !std::filesystem::exists(variable)) {          \
        GTEST_SKIP() << "shared data is missing: " << (relative);                                  \
    }                                                                                              \
    static_assert(true)

/// Fails the test with the error's text.
#define ASSERT_OK(result) ASSERT_TRUE(::kinovar::test::is_ok(result))
#define EXPECT_OK(result) EXPECT_TRUE(::kinovar::test::is_ok(result))
