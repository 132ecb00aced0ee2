// bench_portrait_quality [--stills FOLDER] [--driving FOLDER] [--only NAME…] [--sheets FOLDER]
// [--json FILE]
//                        [--markdown FILE] [--every N] [--longest PX]
//
// Animates the portraits that triage accepts, finds the faces again in what came out and compares
// with the demands of docs/quality.md. The exit status tells whether all were met.

#include "core/image/cv_bridge.h"
#include "tests/bench/portrait/contact_sheet.h"
#include "tests/bench/portrait/portrait_report.h"
#include "tests/bench/portrait/self_reenactment.h"
#include "tests/support/support.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace kinovar::bench {
namespace {

struct Options {
    std::string stills = (test::shared_folder() / "data" / "portraits" / "stills").string();
    std::string driving = (test::shared_folder() / "data" / "driving").string();
    std::vector<std::string> only;
    std::string sheets;
    std::string json;
    std::string markdown;
    int every = 4;
    int longest = 1024;
};

Status write_text(const std::string& path, const std::string& text) {
    if (path.empty()) {
        return {};
    }
    std::ofstream file(path);
    file << text << '\n';
    if (!file.flush()) {
        return failure(ErrorCode::NotWritable, "cannot write " + path);
    }
    return {};
}

Status measure_still(const std::filesystem::path& file, const portrait::FaceAnalyser& analyser,
                     const Options& options, PortraitReport& report) {
    KINOVAR_TRY_ASSIGN(Portraits portraits, portraits_of(file, analyser, options.longest));
    std::move(portraits.refused.begin(), portraits.refused.end(),
              std::back_inserter(report.refused));
    for (const BenchPortrait& portrait : portraits.accepted) {
        auto measured = measure_portrait(
            portrait, analyser, {.every = options.every, .shown = !options.sheets.empty()});
        if (!measured) {
            report.refused.push_back(portrait.name + ": " + measured.error().one_line());
            continue;
        }
        std::fprintf(stderr, "%s\n", portrait_line(measured->score).c_str());
        if (!options.sheets.empty()) {
            KINOVAR_TRY(write_sheets(options.sheets, portrait, measured->shown));
        }
        report.portraits.push_back(std::move(measured->score));
    }
    return {};
}

std::vector<std::filesystem::path> clips_of(const std::string& folder) {
    std::vector<std::filesystem::path> clips;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        clips.push_back(entry.path());
    }
    std::sort(clips.begin(), clips.end());
    return clips;
}

Result<PortraitReport> measure(const Options& options) {
    KINOVAR_TRY_ASSIGN(const auto analyser, portrait::FaceAnalyser::installed());
    if (!options.sheets.empty()) {
        std::filesystem::create_directories(options.sheets);
    }
    PortraitReport report;
    for (const auto& file : stills_of(options.stills, options.only)) {
        KINOVAR_TRY(measure_still(file, *analyser, options, report));
    }
    for (const auto& clip : clips_of(options.driving)) {
        KINOVAR_TRY_ASSIGN(const DrivenScore score, score_self_reenactment(clip, *analyser));
        std::fprintf(stderr, "%s: still %.1f, driven %.1f\n", score.clip.c_str(), score.still,
                     score.driven);
        report.driven.push_back(score);
    }
    return report;
}

Result<bool> run(const Options& options) {
    KINOVAR_TRY_ASSIGN(const PortraitReport report, measure(options));
    const std::string table = report_markdown(report);
    std::printf("%s", table.c_str());
    KINOVAR_TRY(write_text(options.markdown, table));
    KINOVAR_TRY(write_text(options.json, report_json(report)));
    const auto results = verdicts(report);
    return std::all_of(results.begin(), results.end(),
                       [](const Verdict& verdict) { return verdict.passed; });
}

} // namespace
} // namespace kinovar::bench

int main(int argc, char** argv) {
    kinovar::bench::Options options;
    CLI::App app("Quality of animated portraits, found again by the networks.",
                 "bench_portrait_quality");
    app.add_option("--stills", options.stills, "Folder of portraits");
    app.add_option("--driving", options.driving, "Folder of driving clips");
    app.add_option("--only", options.only, "Names of stills, without extension")->delimiter(',');
    app.add_option("--sheets", options.sheets, "Folder for contact sheets");
    app.add_option("--json", options.json, "File for all figures");
    app.add_option("--markdown", options.markdown, "File for the tables");
    app.add_option("--every", options.every, "Measure every n-th frame of the loop")
        ->check(CLI::Range(1, 100));
    app.add_option("--longest", options.longest, "Stills are made smaller to this side, px")
        ->check(CLI::Range(64, 8192));
    CLI11_PARSE(app, argc, argv);
    const auto passed = kinovar::bench::run(options);
    if (!passed) {
        std::fprintf(stderr, "%s\n", passed.error().one_line().c_str());
        return EXIT_FAILURE;
    }
    return *passed ? EXIT_SUCCESS : EXIT_FAILURE;
}
