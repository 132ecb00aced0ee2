// Changes a project until it is killed, for the test that pulls the plug on it.
//
//     edit_program edit PROJECT LOG FIRST   random edits FIRST, FIRST + 1 …, each followed by the
//                                           state "n"; after each, what was done goes into LOG
//     edit_program open PROJECT             opens it for writing and waits to be killed
//
// Prints "start", and "open" once the project is open.

#include "core/base/file.h"
#include "tests/project/random_edits.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>

namespace {

using namespace kinovar;

/// What this program has told survives its end, since the system has it.
void tell(int log, const std::string& line) {
    if (::write(log, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
        std::exit(3);
    }
}

int edit_for_ever(project::Document& document, int log, std::uint64_t n) {
    for (;; ++n) {
        const Status applied = document.apply(test::random_edit(document, n));
        if (!applied) {
            std::cerr << applied.error().one_line() << '\n';
            return 2;
        }
        tell(log, "edit " + std::to_string(n) + "\n");
        if (!document.set_state("n", std::to_string(n))) {
            return 2;
        }
        tell(log, "state " + std::to_string(n) + "\n");
    }
}

} // namespace

int main(int count, char** arguments) {
    if (count < 3) {
        return 1;
    }
    std::cout << "start" << std::endl;
    auto document = project::Document::open(arguments[2]);
    if (!document) {
        std::cerr << document.error().one_line() << '\n';
        return 2;
    }
    std::cout << "open" << std::endl;
    if (std::string(arguments[1]) == "edit" && count == 5) {
        const int log = ::open(arguments[3], O_WRONLY | O_CREAT | O_APPEND, 0600);
        return edit_for_ever(**document, log, std::stoull(arguments[4]));
    }
    ::pause();
    return 0;
}
