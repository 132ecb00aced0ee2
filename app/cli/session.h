#pragma once

#include "core/base/job.h"
#include "core/base/result.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace kinovar::cli {

/// Options that every command understands.
struct GlobalOptions {
    bool json = false;
    bool quiet = false;
    int threads = 0; ///< 0: all processors
    std::string device = "cpu";
    bool half = false;  ///< float16 on a GPU
    int cache_mb = 512; ///< frames kept between steps
};

/// What a command talks through: options, output and jobs. Lives for one run of the program.
///
/// Human text and results go to stdout, progress, warnings and errors to stderr. With --json stdout
/// carries one JSON object a line, each with a "type": progress, result, warning, log or error.
class Session {
public:
    using Run = std::function<Status(Session&)>;

    GlobalOptions options;
    Run run; ///< set by the callback of the chosen command

    Session() = default;
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// A job whose progress is shown, and which Ctrl+C stops. Lives as long as the session.
    [[nodiscard]] Job& start_job(std::string title, std::string unit);

    /// The command's answer: `json_fields` is a JSON object without "type"; `text` is printed
    /// otherwise.
    void result(const std::string& text, const std::string& json_fields);
    void warning(const std::string& text);
    void error(const Error& error);

private:
    void show(const Job::Event& event, const std::string& unit);
    void show_bar(const Progress& progress, const std::string& unit);
    void clear_bar();

    std::vector<std::unique_ptr<Job>> jobs_;
    std::mutex output_; // one line at a time; guards all below
    bool bar_shown_ = false;
    std::chrono::steady_clock::time_point last_progress_{};
    std::string last_stage_;
};

/// 0 done · 1 failed · 2 wrong usage · 3 refused by a guard · 130 cancelled.
[[nodiscard]] int exit_code_of(const Error& error);

// One function a command, each in its own file; they add a subcommand whose callback sets
// session.run.
void add_probe(CLI::App& app, Session& session);
void add_restore(CLI::App& app, Session& session);
void add_project(CLI::App& app, Session& session);
void add_render(CLI::App& app, Session& session);
void add_gallery(CLI::App& app, Session& session);
void add_colourise(CLI::App& app, Session& session);
void add_fix(CLI::App& app, Session& session);
void add_compare(CLI::App& app, Session& session);
void add_age(CLI::App& app, Session& session);
void add_detect(CLI::App& app, Session& session);
void add_defects(CLI::App& app, Session& session);
void add_models(CLI::App& app, Session& session);
void add_steps(CLI::App& app, Session& session);
void add_bench(CLI::App& app, Session& session);
void add_train(CLI::App& app, Session& session);
void add_portrait(CLI::App& app, Session& session);
void add_report(CLI::App& app, Session& session);
void add_verify(CLI::App& app, Session& session);

} // namespace kinovar::cli
