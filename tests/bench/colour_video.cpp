// bench_colour_video [--frames N] [--clip NAME]… [--no-clean] [--no-aged] [--no-hints] [--strips
// DIR]
//
// Colours of key frames carried through greyed films, against the truth.

#include "core/image/cv_bridge.h"
#include "tests/bench/colour/video_section.h"
#include "tests/support/support.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

int main(int argc, char** argv) {
    kinovar::bench::VideoOptions options;
    CLI::App app{"Colours of key frames carried through greyed films"};
    app.add_option("--frames", options.frames);
    app.add_option("--clip", options.only);
    app.add_flag("!--no-clean", options.clean);
    app.add_flag("!--no-aged", options.aged);
    app.add_flag("!--no-hints", options.hints);
    app.add_option("--strips", options.strips);
    CLI11_PARSE(app, argc, argv);
    kinovar::set_cv_threads(1);
    options.shared = kinovar::test::shared_folder();
    const auto reports = kinovar::bench::measure_videos(options);
    if (!reports) {
        fmt::print(stderr, "{}\n", reports.error().one_line());
        return 1;
    }
    return 0;
}
