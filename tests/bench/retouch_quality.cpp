// bench_retouch_quality [neighbours|stills] …
//
// What fills holes, against the truth below them: real pixels of other frames by how far away they
// are, inventions by method and size (docs/quality.md has the figures).

#include "core/image/cv_bridge.h"
#include "tests/bench/retouch/neighbour_section.h"
#include "tests/bench/retouch/still_section.h"
#include "tests/support/support.h"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace kinovar::bench {
namespace {

int run(int argc, char** argv) {
    CLI::App app("Quality of what fills holes");
    std::string sheets;
    app.add_option("--sheets", sheets, "Folder for pictures to look at");
    app.require_subcommand(1);
    const std::filesystem::path data = test::shared_folder() / "data";
    Result<std::string> text;
    app.add_subcommand("neighbours", "Holes in films")->callback([&] {
        text = neighbour_tables(data / "clips", sheets);
    });
    int every = 1;
    std::string folder = (data / "bench" / "Kodak12").string();
    CLI::App* stills = app.add_subcommand("stills", "Holes in photographs");
    stills->add_option("--every", every, "Every n-th picture")->check(CLI::PositiveNumber);
    stills->add_option("--folder", folder, "Of pictures");
    stills->callback([&] { text = still_tables(folder, every, sheets); });
    CLI11_PARSE(app, argc, argv);
    if (!text) {
        std::fprintf(stderr, "%s\n", text.error().one_line().c_str());
        return 1;
    }
    std::printf("%s", text->c_str());
    return 0;
}

} // namespace
} // namespace kinovar::bench

int main(int argc, char** argv) {
    kinovar::set_cv_threads(1); // as when films are rendered
    return kinovar::bench::run(argc, argv);
}
