#include "tests/project/program.h"

#include "tests/support/support.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace kinovar::test {

EditProgram::EditProgram(const std::vector<std::string>& arguments) {
    std::vector<std::string> all{EDIT_PROGRAM};
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& argument : all) {
        pointers.push_back(argument.data());
    }
    pointers.push_back(nullptr);
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) {
        return;
    }
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(pipe[1], STDOUT_FILENO);
        ::execv(pointers[0], pointers.data());
        ::_exit(127);
    }
    ::close(pipe[1]);
    output_ = pipe[0];
}

EditProgram::~EditProgram() {
    kill();
    ::close(output_);
}

std::string EditProgram::next_line() {
    std::string line;
    char c = 0;
    while (::read(output_, &c, 1) == 1 && c != '\n') {
        line += c;
    }
    return line;
}

bool EditProgram::kill() {
    if (process_ < 0) {
        return false;
    }
    ::kill(process_, SIGKILL);
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    return WIFSIGNALED(status);
}

} // namespace kinovar::test
