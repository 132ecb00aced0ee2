#include "tests/e2e/program.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace kinovar::test {

namespace {

constexpr std::chrono::milliseconds kPollInterval{5};

[[noreturn]] void become_program(const std::vector<std::string>& arguments,
                                 const std::filesystem::path& out,
                                 const std::filesystem::path& err) {
    const int out_file = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int err_file = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int in_file = ::open("/dev/null", O_RDONLY);
    ::dup2(in_file, STDIN_FILENO);
    ::dup2(out_file, STDOUT_FILENO);
    ::dup2(err_file, STDERR_FILENO);
    std::vector<char*> argv;
    for (const std::string& argument : arguments) {
        argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);
    ::execv(argv[0], argv.data());
    ::_exit(127);
}

/// Runs the program; `meanwhile` may send it signals. The child is not reaped before `meanwhile`
/// ends.
ProgramResult run_program(const std::vector<std::string>& arguments,
                          const std::function<void(pid_t)>& meanwhile) {
    const TemporaryFolder folder;
    std::vector<std::string> all{(program_folder() / "kinovar-cli").string()};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const pid_t child = ::fork();
    if (child == 0) {
        become_program(all, folder / "out", folder / "err");
    }
    meanwhile(child);
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    ProgramResult result;
    result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    result.peak_kb = usage.ru_maxrss;
    result.out = bytes_of(folder / "out");
    result.err = bytes_of(folder / "err");
    return result;
}

bool is_running(pid_t child) {
    siginfo_t state{};
    return ::waitid(P_PID, static_cast<id_t>(child), &state, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           state.si_pid == 0;
}

} // namespace

ProgramResult run_cli(const std::vector<std::string>& arguments,
                      std::optional<std::chrono::milliseconds> kill_after) {
    return run_program(arguments, [&](pid_t child) {
        if (kill_after) {
            std::this_thread::sleep_for(*kill_after);
            ::kill(child, SIGKILL);
        }
    });
}

ProgramResult interrupt_cli(const std::vector<std::string>& arguments,
                            const std::filesystem::path& sign_of_work) {
    return run_program(arguments, [&](pid_t child) {
        while (!std::filesystem::exists(sign_of_work) && is_running(child)) {
            std::this_thread::sleep_for(kPollInterval);
        }
        ::kill(child, SIGINT);
    });
}

bool have_program(const std::string& name) {
    return run_command("command -v " + name).exit_code == 0;
}

void make_with_ffmpeg(const std::string& arguments) {
    const CommandResult result = run_command("ffmpeg -v error -y " + arguments);
    if (result.exit_code != 0) {
        throw std::runtime_error("ffmpeg " + arguments + ": " + result.err);
    }
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string raw_video(const std::filesystem::path& path, const std::string& pixel_format) {
    const TemporaryFolder folder;
    make_with_ffmpeg("-i " + quoted(path) +
                     " -map 0:v:0 -fps_mode passthrough -f rawvideo -pix_fmt " + pixel_format +
                     " " + quoted(folder / "raw"));
    return bytes_of(folder / "raw");
}

std::vector<std::string> names_in(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

void expect_failure(const std::filesystem::path& folder, const std::vector<std::string>& command,
                    int exit_code, const std::string& names) {
    const std::vector<std::string> before = names_in(folder);
    const ProgramResult run = run_cli(command);
    EXPECT_EQ(run.exit_code, exit_code) << run.err;
    EXPECT_EQ(run.err.rfind("error: ", 0), 0U) << run.err;
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
    EXPECT_NE(run.err.find(names), std::string::npos) << run.err;
    EXPECT_NE(run.err.find('('), std::string::npos) << "no hint: " << run.err;
    EXPECT_EQ(run.out, "");
    EXPECT_EQ(names_in(folder), before);
}

} // namespace kinovar::test
