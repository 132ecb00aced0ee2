#include "app/cli/session.h"
#include "core/base/file.h"
#include "core/report/file_report.h"
#include "core/report/project_report.h"
#include "core/report/report_html.h"
#include "core/steps/step_catalogue.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace kinovar::cli {

namespace {

struct ReportFlags {
    std::string input;
    std::string output;
};

std::string extension_of(const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

Status check_output(const ReportFlags& flags) {
    const std::string extension = extension_of(flags.output);
    if (extension == ".pdf") {
        return failure(ErrorCode::Unsupported,
                       fmt::format("{}: reports are not written as PDF", flags.output),
                       "write it as .html and print that to PDF in a browser; its pages are laid "
                       "out for paper");
    }
    if (extension != ".html" && extension != ".htm") {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{}: a report ends in .html", flags.output),
                       "give a name such as report.html");
    }
    return {};
}

Result<report::Report> report_of(const std::string& input) {
    if (extension_of(input) != ".kinovar") {
        return report::report_of_file(input);
    }
    KINOVAR_TRY_ASSIGN(const auto document,
                       project::Document::open(input, project::Access::ReadOnly));
    return report::report_of(*document, steps::step_catalogue());
}

Status write(Session& session, const ReportFlags& flags) {
    KINOVAR_TRY(check_output(flags));
    KINOVAR_TRY_ASSIGN(const report::Report made, report_of(flags.input));
    KINOVAR_TRY(write_file(flags.output, html_of(made)));
    session.result(fmt::format("{}: {}", flags.output, made.title),
                   nlohmann::json{{"input", flags.input}, {"output", flags.output}}.dump());
    return {};
}

} // namespace

void add_report(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand(
        "report", "Write what was done to a film, and on what grounds, as one HTML page");
    auto flags = std::make_shared<ReportFlags>();
    command->add_option("INPUT", flags->input, "A project, NAME.kinovar, or a film or still")
        ->required();
    command->add_option("-o,--output", flags->output, "NAME.html")->required();
    command->footer("Example: kinovar-cli report film.kinovar -o report.html\n"
                    "Of a film or still it says what its embedded credentials tell.");
    command->callback(
        [&session, flags] { session.run = [flags](Session& out) { return write(out, *flags); }; });
}

} // namespace kinovar::cli
