#pragma once

#include "tests/support/support.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kinovar::test {

struct ProgramResult {
    int exit_code = -1; ///< 128 + signal when killed
    long peak_kb = 0;   ///< largest resident memory
    std::string out;
    std::string err;
};

/// Runs kinovar-cli with these arguments to its end, or kills it (SIGKILL) after `kill_after`.
ProgramResult run_cli(const std::vector<std::string>& arguments,
                      std::optional<std::chrono::milliseconds> kill_after = std::nullopt);
/// Sends SIGINT once `sign_of_work` exists.
ProgramResult interrupt_cli(const std::vector<std::string>& arguments,
                            const std::filesystem::path& sign_of_work);

bool have_program(const std::string& name);
/// ffmpeg -y ARGUMENTS; throws the test away with its output when it fails.
void make_with_ffmpeg(const std::string& arguments);
std::string bytes_of(const std::filesystem::path& path);
/// The decoded planes of a film's video as the ffmpeg program sees them.
std::string raw_video(const std::filesystem::path& path, const std::string& pixel_format);
/// Files in a folder, hidden ones included.
std::vector<std::string> names_in(const std::filesystem::path& folder);

/// Runs kinovar-cli and expects that it fails with this code and one line on stderr that names
/// `names` and carries a hint, and that it leaves the folder as it was.
void expect_failure(const std::filesystem::path& folder, const std::vector<std::string>& command,
                    int exit_code, const std::string& names);

} // namespace kinovar::test

/// Skips where the ffmpeg program, which makes the test files, is missing.
#define KINOVAR_NEEDS_FFMPEG()                                                                     \
    if (!::kinovar::test::have_program("ffmpeg")) {                                                \
        GTEST_SKIP() << "the ffmpeg program is not installed";                                     \
    }                                                                                              \
    static_assert(true)
