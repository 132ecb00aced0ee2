#include "tests/support/support.h"

#include "core/base/file.h"

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace kinovar::test {

namespace {

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "kinovar-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path shared_folder() {
    if (const char* given = std::getenv("KINOVAR_SHARED")) {
        return given;
    }
    const std::filesystem::path beside =
        std::filesystem::path(KINOVAR_SOURCE_DIR) / ".." / "shared";
    return std::filesystem::exists(beside) ? std::filesystem::canonical(beside)
                                           : std::filesystem::path();
}

std::filesystem::path source_folder() {
    return KINOVAR_SOURCE_DIR;
}

std::filesystem::path program_folder() {
    return std::filesystem::path(KINOVAR_BINARY_DIR) / "bin";
}

CommandResult run_command(const std::string& command) {
    const TemporaryFolder folder;
    const std::string line = "( " + command + "\n) >" + quoted(folder / "out") + " 2>" +
                             quoted(folder / "err") + " </dev/null";
    const int status = std::system(line.c_str());
    CommandResult result;
    result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    result.out = content_of(folder / "out");
    result.err = content_of(folder / "err");
    return result;
}

std::string quoted(const std::filesystem::path& path) {
    std::string text = "'";
    for (const char c : path.string()) {
        text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return text + "'";
}

} // namespace kinovar::test
