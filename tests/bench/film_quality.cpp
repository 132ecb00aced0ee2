// bench_film_quality [--quick] [--seeds 1,2,…] [--strengths 0.5,1,1.5] [--frames N] [--clip FILE…]
//                    [--preset P] [--step NAME:key=value…]… [--json FILE]
//
// Ages clean films with the simulator, restores them and measures against the truth, beside chains
// of FFmpeg's filters on the same reels. The protocol and the table stand in docs/quality.md.

#include "core/image/cv_bridge.h"
#include "core/nn/model.h"
#include "tests/bench/film/film_report.h"
#include "tests/support/support.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace kinovar::bench {
namespace {

struct Options {
    std::vector<std::int64_t> seeds{1, 2, 3, 4, 5};
    std::vector<double> strengths{0.5, 1, 1.5};
    std::int64_t frames = 48;
    std::vector<std::string> clips;
    std::string preset;
    std::vector<std::string> steps{"cuts", "scratch", "deflicker", "stabilise",
                                   "dust", "degrain", "sharpen"};
    std::string regrain = "regrain";
    std::string json;
    int threads = 2;
    bool quick = false;
    bool no_peers = false;
    bool no_clean = false;
};

void add_options(CLI::App& app, Options& options) {
    app.add_option("--seeds", options.seeds, "Reels a clip")->delimiter(',');
    app.add_option("--strengths", options.strengths, "Of the damage")->delimiter(',');
    app.add_option("--frames", options.frames, "Of each clip")->check(CLI::Range(2, 10000));
    app.add_option("--clip", options.clips,
                   "Clean films, or names of the clips made of photographs; default: those of the "
                   "shared folder and all of photographs");
    app.add_option("--preset", options.preset, "Steps of a preset; --step adds to them");
    app.add_option("--step", options.steps, "As in restore; in place of the default chain")
        ->allow_extra_args(false)
        ->take_all();
    app.add_option("--regrain", options.regrain, "The step whose grain is compared; empty: none");
    app.add_option("--json", options.json, "File for all figures");
    app.add_option("--threads", options.threads)->check(CLI::Range(1, 4));
    app.add_flag("--no-peers", options.no_peers, "Without FFmpeg's chains");
    app.add_flag("--no-clean", options.no_clean, "Without restoring the clean clips");
    app.add_flag("--quick", options.quick, "Seed 1, strength 1, 24 frames");
}

Result<std::vector<BenchClip>> clips_of(const Options& options) {
    KINOVAR_TRY_ASSIGN(std::vector<BenchClip> made, clips_of_photographs(options.frames));
    std::vector<BenchClip> clips;
    std::vector<std::filesystem::path> files;
    for (const std::string& text : options.clips) {
        const auto same = [&](const BenchClip& clip) { return clip.name == text; };
        const auto found = std::find_if(made.begin(), made.end(), same);
        if (found != made.end()) {
            clips.push_back(*found);
        } else {
            files.emplace_back(text);
        }
    }
    const auto shared = test::shared_folder() / "data" / "clips";
    if (options.clips.empty()) {
        if (std::filesystem::exists(shared)) {
            for (const auto& entry : std::filesystem::directory_iterator(shared)) {
                if (entry.path().extension() == ".mkv") {
                    files.push_back(entry.path());
                }
            }
        }
        std::sort(files.begin(), files.end());
        clips = std::move(made);
    }
    std::vector<BenchClip> all;
    for (const auto& file : files) {
        KINOVAR_TRY_ASSIGN(BenchClip clip, clip_from_file(file, options.frames));
        all.push_back(std::move(clip));
    }
    std::move(clips.begin(), clips.end(), std::back_inserter(all));
    if (all.empty()) {
        return failure(ErrorCode::NotFound, "there are no clips to measure with",
                       "name clean films with --clip, or install the package palapeli-data");
    }
    return all;
}

/// The chain to judge, and the same with the regrain step at its end.
struct Chains {
    pipeline::Chain restore;
    pipeline::Chain with_grain;
};

Result<Chains> chains_of(const Options& options, bool steps_given) {
    Chains chains;
    if (!options.preset.empty()) {
        KINOVAR_TRY_ASSIGN(chains.restore, chain_of_preset(options.preset));
    }
    std::vector<std::string> missing;
    if (options.preset.empty() || steps_given) {
        KINOVAR_TRY_ASSIGN(const pipeline::Chain added, chain_of(options.steps, missing));
        chains.restore.steps.insert(chains.restore.steps.end(), added.steps.begin(),
                                    added.steps.end());
    }
    chains.with_grain = chains.restore;
    if (!options.regrain.empty()) {
        KINOVAR_TRY_ASSIGN(const pipeline::Chain grain, chain_of({options.regrain}, missing));
        chains.with_grain.steps.insert(chains.with_grain.steps.end(), grain.steps.begin(),
                                       grain.steps.end());
    }
    for (const std::string& name : missing) {
        std::fprintf(stderr, "notice: there is no step %s; it is left out\n", name.c_str());
    }
    return chains;
}

Result<ReelScore> score_reel(const BenchClip& clip, const Planes& clean, const Chains& chains,
                             double strength, std::int64_t seed, const Options& options) {
    KINOVAR_TRY_ASSIGN(const AgedReel reel, aged_reel(clip, seed, strength));
    KINOVAR_TRY_ASSIGN(const ChainRun run,
                       run_chain(chains.with_grain, reel.clip, options.threads));
    const bool regrained = chains.with_grain.steps.size() > chains.restore.steps.size();
    const Planes& restored = regrained ? *run.stages.back().before : *run.planes;
    ReelScore score{.clip = clip.name, .strength = strength, .seed = seed};
    KINOVAR_TRY_ASSIGN(score.aged, fidelity(clean, reel.clip->planes()));
    KINOVAR_TRY_ASSIGN(score.restored, fidelity(clean, restored));
    if (const StageRun* dust = run.stage("dust")) {
        score.dust = score_dust(clean, reel, *dust);
    }
    if (const StageRun* scratch = run.stage("scratch")) {
        score.scratches = score_scratches(clean, reel, *scratch);
    }
    if (const StageRun* regrain = run.stage("regrain")) {
        score.grain = score_grain(reel, *regrain);
    }
    if (!options.no_peers) {
        KINOVAR_TRY_ASSIGN(score.peers, run_peers(clean, reel, options.threads));
    }
    for (const StageRun& stage : run.stages) {
        score.seconds.emplace_back(stage.name, stage.analysis + stage.seconds);
    }
    return score;
}

Status measure(const Options& options, const Chains& chains, FilmReport& report) {
    KINOVAR_TRY_ASSIGN(const auto clips, clips_of(options));
    for (const BenchClip& clip : clips) {
        const Planes clean = clip.clean->planes();
        for (const double strength : options.strengths) {
            for (const std::int64_t seed : options.seeds) {
                KINOVAR_TRY_ASSIGN(ReelScore score,
                                   score_reel(clip, clean, chains, strength, seed, options));
                std::fprintf(stderr, "%s\n", reel_line(score).c_str());
                report.reels.push_back(std::move(score));
            }
        }
        if (!options.no_clean) {
            KINOVAR_TRY_ASSIGN(const ChainRun run,
                               run_chain(chains.restore, clip.clean, options.threads));
            report.clean.emplace_back(clip.name, score_clean(clean, run));
            std::fprintf(stderr, "%s clean: %.2f dB\n", clip.name.c_str(),
                         report.clean.back().second.psnr);
        }
    }
    return {};
}

Status run(Options options, bool steps_given) {
    if (options.quick) {
        options.seeds = {1};
        options.strengths = {1};
        options.frames = 24;
    }
    KINOVAR_TRY_ASSIGN(const Chains chains, chains_of(options, steps_given));
    FilmReport report;
    report.frames = options.frames;
    KINOVAR_TRY(measure(options, chains, report));
    std::printf("%s", report_markdown(report).c_str());
    if (!options.json.empty()) {
        std::ofstream file(options.json);
        file << report_json(report) << '\n';
        if (!file.flush()) {
            return failure(ErrorCode::NotWritable, "cannot write " + options.json);
        }
    }
    return {};
}

} // namespace
} // namespace kinovar::bench

int main(int argc, char** argv) {
    CLI::App app("Quality of the film chain against the truth of aged reels.",
                 "bench_film_quality");
    kinovar::bench::Options options;
    kinovar::bench::add_options(app, options);
    CLI11_PARSE(app, argc, argv);
    // Times include the analysis passes: what an earlier run kept must not be found.
    const kinovar::test::TemporaryFolder cache;
    ::setenv("XDG_CACHE_HOME", cache.path().c_str(), 1);
    kinovar::nn::tune_allocator();
    kinovar::nn::set_threads(options.threads);
    kinovar::set_cv_threads(1);
    const kinovar::Status status =
        kinovar::bench::run(options, app.get_option("--step")->count() > 0);
    if (!status) {
        std::fprintf(stderr, "error: %s\n", status.error().one_line().c_str());
        return 1;
    }
    return 0;
}
