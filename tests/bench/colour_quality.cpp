// bench_colour_quality [stills|leak|video|speed] …
//
// Colour by hand: PSNR of a* and b* against the number of hints, errors at edges of colour, the
// lock of luma (docs/quality.md has the figures).

#include "core/image/cv_bridge.h"
#include "tests/bench/colour/colour_speed.h"
#include "tests/bench/colour/leak_chart.h"
#include "tests/bench/colour/stills.h"
#include "tests/bench/colour/video_section.h"
#include "tests/support/support.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace kinovar::bench {
namespace {

struct Options {
    std::vector<std::string> models;
    bool levin = false;
    std::vector<std::string> only;
    int train_every = 0; ///< 0: Kodak
    int lines = 256;     ///< of training photographs
    StillsOptions stills;
    VideoOptions video;
    std::string sheets;
    std::string places;
};

Result<std::vector<ColourMethod>> chosen_methods(const Options& options) {
    KINOVAR_TRY_ASSIGN(auto methods, colour_methods(options.models, options.levin));
    std::erase_if(methods, [&](const ColourMethod& method) {
        return !options.only.empty() && std::find(options.only.begin(), options.only.end(),
                                                  method.name) == options.only.end();
    });
    return methods;
}

Status run_stills(const Options& options) {
    const std::filesystem::path data = test::shared_folder() / "data";
    KINOVAR_TRY_ASSIGN(const auto pictures,
                       options.train_every > 0
                           ? training_pictures(data / "train", options.train_every, options.lines)
                           : kodak_pictures(data / "bench" / "Kodak12"));
    KINOVAR_TRY_ASSIGN(const auto methods, chosen_methods(options));
    StillsOptions stills = options.stills;
    stills.sheets = options.sheets;
    if (!options.places.empty()) {
        KINOVAR_TRY_ASSIGN(stills.places, read_places(options.places));
        stills.seeds = 1;
    }
    KINOVAR_TRY_ASSIGN(const StillsFigures figures, measure_stills(pictures, methods, stills));
    std::printf("%s", stills_markdown(figures, methods, stills).c_str());
    return {};
}

Status run_leak(const Options& options) {
    KINOVAR_TRY_ASSIGN(const auto methods, chosen_methods(options));
    KINOVAR_TRY_ASSIGN(const std::string table, leak_markdown(methods, options.sheets));
    std::printf("%s", table.c_str());
    return {};
}

Status run_speed(const Options& options) {
    constexpr int kEvery = 25;
    constexpr int kLines = 1080;
    KINOVAR_TRY_ASSIGN(const auto pictures,
                       training_pictures(test::shared_folder() / "data" / "train", kEvery, kLines));
    KINOVAR_TRY_ASSIGN(const std::string table,
                       colour_speed(*pictures.front().frame, options.models));
    std::printf("%s", table.c_str());
    return {};
}

Status run_video(const Options& options) {
    set_cv_threads(1); // as when films are rendered
    VideoOptions video = options.video;
    video.shared = test::shared_folder();
    return measure_videos(video);
}

int outcome(const Status& status) {
    if (!status) {
        std::fprintf(stderr, "%s\n", status.error().one_line().c_str());
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}

} // namespace
} // namespace kinovar::bench

int main(int argc, char** argv) {
    kinovar::bench::Options options;
    CLI::App app("Quality of colour by hand.", "bench_colour_quality");
    CLI::App* stills = app.add_subcommand("stills", "Pictures coloured by random hints");
    CLI::App* leak = app.add_subcommand("leak", "Colour beyond a faint edge between two areas");
    for (CLI::App* still : {stills, leak}) {
        still->add_option("--model", options.models, "Colourisers beside the built-in one");
        still->add_flag("--levin", options.levin, "Levin et al. 2004 too: seconds a picture");
        still->add_option("--only", options.only, "Columns of the tables")->delimiter(',');
        still->add_option("--out", options.sheets, "Folder for contact sheets");
    }
    stills->add_option("--train", options.train_every,
                       "Every n-th training photograph instead of Kodak's pictures");
    stills->add_option("--lines", options.lines, "Shorter side of these photographs")
        ->check(CLI::Range(64, 2160));
    stills->add_option("--hints", options.stills.counts, "Numbers of hints")->delimiter(',');
    stills->add_option("--seeds", options.stills.seeds, "Draws of hints")
        ->check(CLI::Range(1, 100));
    stills->add_option("--places", options.places,
                       "Hints at the places of this text file instead of draws: lines \"picture "
                       "count x y\", px from the left and top, 0-based, at the size coloured "
                       "(tests/bench/colour/places_of_draws.py writes one)");
    CLI::App* speed = app.add_subcommand("speed", "Milliseconds of a change of hints at 1080p");
    speed->add_option("--model", options.models, "Colourisers beside the built-in one");
    CLI::App* video =
        app.add_subcommand("video", "Colours of key frames carried through greyed films");
    video->add_option("--frames", options.video.frames);
    video->add_option("--clip", options.video.only, "Clips whose names begin so");
    video->add_flag("!--no-clean", options.video.clean, "Not the clips as they are");
    video->add_flag("!--no-aged", options.video.aged, "Not the clips as old reels");
    video->add_flag("!--no-hints", options.video.hints, "No colouring frame by frame");
    video->add_option("--strips", options.video.strips,
                      "Folder for strips of truth, ours, eightfold difference, confidence");
    app.require_subcommand(1);
    CLI11_PARSE(app, argc, argv);
    if (video->parsed()) {
        return kinovar::bench::outcome(kinovar::bench::run_video(options));
    }
    if (leak->parsed()) {
        return kinovar::bench::outcome(kinovar::bench::run_leak(options));
    }
    return kinovar::bench::outcome(stills->parsed() ? kinovar::bench::run_stills(options)
                                                    : kinovar::bench::run_speed(options));
}
