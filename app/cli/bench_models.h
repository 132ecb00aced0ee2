#pragma once

#include "app/cli/session.h"

namespace kinovar::cli {

/// What one network does on this machine.
struct ModelFigures {
    std::string id;
    std::string input;         ///< "640×480"
    double milliseconds = 0;   ///< a run, median
    double megapixels = 0;     ///< of input a second
    double gflops = 0;         ///< by definition of the network, a second
    double share = 0;          ///< of what the convolution engine reaches here, 0…1
    double peak_megabytes = 0; ///< of the process that ran it
};

/// Measures these models (none: all that are installed), each in a process of its own, so that one
/// does not see the memory of another; prints a table or JSON.
[[nodiscard]] Status bench_models(Session& session, Job& job, std::vector<std::string> ids);

/// Measures one model in this process and prints its figures as JSON: what bench_models() starts.
[[nodiscard]] Status bench_one_model(Session& session, Job& job, const std::string& id);

} // namespace kinovar::cli
