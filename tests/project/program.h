#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::test {

/// edit_program with these arguments, killed at the latest at the end of the scope.
class EditProgram {
public:
    explicit EditProgram(const std::vector<std::string>& arguments);
    ~EditProgram();
    EditProgram(const EditProgram&) = delete;
    EditProgram& operator=(const EditProgram&) = delete;

    /// Waits for the next line that it prints; empty: it ended without one.
    std::string next_line();
    /// SIGKILL. True: it was still running.
    bool kill();

private:
    int process_ = -1;
    int output_ = -1;
};

} // namespace kinovar::test
