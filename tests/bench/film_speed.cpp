// bench_film_speed [--frames N] [--film-frames N] [--clip FILE] [--step NAME:key=value…]…
//                  [--threads N] [--json FILE]
//
// Speed and memory of the film chain at 1920×1080: a clean clip is enlarged and aged; each step
// runs alone over frames in memory; then kinovar-cli restores a film file of N and of 4 N frames
// with H.264 decoded and encoded, and its largest memory is read from the system.

#include "core/image/cv_bridge.h"
#include "core/image/resize.h"
#include "core/nn/model.h"
#include "core/steps/simulate/age.h"
#include "tests/bench/film/chain_run.h"
#include "tests/support/support.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

namespace kinovar::bench {
namespace {

constexpr int kWidth = 1920;
constexpr int kHeight = 1080;

struct Options {
    std::int64_t frames = 16;
    std::int64_t film_frames = 48;
    std::string clip;
    std::vector<std::string> steps{"scratch", "deflicker", "stabilise", "dust"};
    int threads = 2;
    std::string json;
};

/// A small clip played forth and back without end, enlarged to 1920×1080.
class EnlargedClip final : public pipeline::Clip {
public:
    EnlargedClip(FramesClipPtr clip, std::int64_t frames)
        : clip_(std::move(clip)), info_(clip_->info()) {
        info_.frames = frames;
        info_.width = kWidth;
        info_.height = kHeight;
        info_.colour = ColourSpec::bt709();
        info_.key = Hasher().add(info_.key).add("enlarged").finish();
    }
    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        const std::int64_t last = clip_->info().frames - 1;
        const std::int64_t way = n % (2 * last);
        KINOVAR_TRY_ASSIGN(const FramePtr small,
                           clip_->frame(way <= last ? way : 2 * last - way, pull));
        const double scale = std::max(static_cast<double>(kWidth) / small->width(),
                                      static_cast<double>(kHeight) / small->height());
        KINOVAR_TRY_ASSIGN(const FramePtr large,
                           resize(*small, static_cast<int>(std::ceil(scale * small->width())),
                                  static_cast<int>(std::ceil(scale * small->height())),
                                  ResizeFilter::Bicubic));
        auto part = std::make_shared<Frame>(kWidth, kHeight, info_.colour);
        const int top = (large->height() - kHeight) / 2;
        const int left = (large->width() - kWidth) / 2;
        for (int y = 0; y < kHeight; ++y) {
            std::copy_n(large->row(top + y) + Frame::kChannels * left, Frame::kChannels * kWidth,
                        part->row(y));
        }
        return part;
    }

private:
    FramesClipPtr clip_;
    pipeline::ClipInfo info_;
};

Result<pipeline::ClipPtr> aged_material(const FramesClipPtr& small, std::int64_t frames) {
    KINOVAR_TRY_ASSIGN(const auto aged, steps::simulate::AgeClip::make(
                                            std::make_shared<EnlargedClip>(small, frames), {}));
    return aged;
}

Result<FramesClipPtr> small_clip(const Options& options) {
    constexpr std::int64_t kFrames = 48;
    std::filesystem::path file = options.clip;
    if (file.empty()) {
        file = test::shared_folder() / "data" / "clips" / "woman_restaurant.mkv";
    }
    if (std::filesystem::exists(file)) {
        KINOVAR_TRY_ASSIGN(const BenchClip clip, clip_from_file(file, kFrames));
        return clip.clean;
    }
    KINOVAR_TRY_ASSIGN(const auto clips, clips_of_photographs(kFrames));
    if (clips.empty()) {
        return failure(ErrorCode::NotFound, "there is no clip to measure with",
                       "name a clean film with --clip, or install the package palapeli-data");
    }
    return clips.front().clean;
}

/// Writes the aged film as H.264, frame by frame.
Status write_film(const std::filesystem::path& file, const pipeline::Clip& clip) {
    const std::string command =
        fmt::format("ffmpeg -hide_banner -loglevel error -y -f rawvideo -pix_fmt gray -s {}x{} "
                    "-r 24 -i - -pix_fmt yuv420p -c:v libx264 -preset veryfast -b:v 50M {}",
                    kWidth, kHeight, test::quoted(file));
    std::FILE* pipe = ::popen(command.c_str(), "w");
    if (pipe == nullptr) {
        return failure(ErrorCode::NotFound, "cannot start ffmpeg");
    }
    Status status;
    std::vector<std::uint8_t> bytes;
    for (std::int64_t n = 0; status && n < clip.info().frames; ++n) {
        const auto frame = clip.frame(n, {});
        if (!frame) {
            status = tl::make_unexpected(frame.error());
            break;
        }
        const test::LumaPlane plane = test::luma_plane(**frame);
        bytes.assign(plane.levels.size(), 0);
        std::transform(plane.levels.begin(), plane.levels.end(), bytes.begin(), [](float level) {
            return static_cast<std::uint8_t>(std::lround(std::clamp(level, 0.0F, 255.0F)));
        });
        if (std::fwrite(bytes.data(), 1, bytes.size(), pipe) != bytes.size()) {
            status = failure(ErrorCode::Internal, "ffmpeg does not take the aged film");
        }
    }
    if (::pclose(pipe) != 0 && status) {
        status = failure(ErrorCode::Internal, "ffmpeg could not write the aged film");
    }
    return status;
}

struct ProgramRun {
    double seconds = 0;
    double megabytes = 0; ///< largest resident memory
};

/// Largest resident memory of a running process so far, MB; 0 once it has ended. (What wait4 counts
/// would include this program's own memory at the moment of the fork.)
double peak_memory(pid_t process) {
    std::ifstream status(fmt::format("/proc/{}/status", process));
    std::string word;
    double kilobytes = 0;
    while (status >> word) {
        if (word == "VmHWM:") {
            status >> kilobytes;
            break;
        }
    }
    constexpr double kMegabyte = 1024;
    return kilobytes / kMegabyte;
}

/// Runs a shell command line to its end, with an eye on its memory.
Result<ProgramRun> run_program(const std::string& command) {
    constexpr std::chrono::milliseconds kBetweenLooks{10};
    const auto start = std::chrono::steady_clock::now();
    const std::string line = "exec " + command;
    const pid_t child = ::fork();
    if (child == 0) {
        ::execl("/bin/sh", "sh", "-c", line.c_str(), static_cast<char*>(nullptr));
        constexpr int kNotStarted = 127;
        ::_exit(kNotStarted);
    }
    if (child < 0) {
        return failure(ErrorCode::Internal, "cannot start: " + command);
    }
    ProgramRun run;
    int status = 0;
    std::this_thread::sleep_for(kBetweenLooks); // by then it is no copy of this program any more
    while (::waitpid(child, &status, WNOHANG) == 0) {
        const double now = peak_memory(child);
        run.megabytes = now > 0 ? now : run.megabytes; // it has just ended
        std::this_thread::sleep_for(kBetweenLooks);
    }
    if (status != 0) {
        return failure(ErrorCode::Internal, "this failed: " + command);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    run.seconds = took.count();
    return run;
}

struct SpeedReport {
    std::vector<StageRun> steps;
    std::int64_t frames = 0; ///< of the shorter film; the longer has four times as many
    ProgramRun shorter;
    ProgramRun longer;
};

Result<ProgramRun> restore_film(const FramesClipPtr& small, std::int64_t frames,
                                const std::vector<std::string>& steps, int threads) {
    const test::TemporaryFolder folder;
    KINOVAR_TRY_ASSIGN(const pipeline::ClipPtr aged, aged_material(small, frames));
    KINOVAR_TRY(write_film(folder / "aged.mkv", *aged));
    std::string command = fmt::format(
        "env XDG_CACHE_HOME={} {} restore {} {} --codec h264 --speed veryfast --threads {} --quiet",
        test::quoted(folder.path()), test::quoted(test::program_folder() / "kinovar-cli"),
        test::quoted(folder / "aged.mkv"), test::quoted(folder / "restored.mkv"), threads);
    for (const std::string& step : steps) {
        command += " --step " + test::quoted(step);
    }
    return run_program(command + " >/dev/null");
}

/// The steps of the texts that exist.
std::vector<std::string> known_steps(const std::vector<std::string>& texts,
                                     const std::vector<std::string>& missing) {
    std::vector<std::string> known;
    for (const std::string& text : texts) {
        const std::string name = text.substr(0, text.find(':'));
        if (std::find(missing.begin(), missing.end(), name) == missing.end()) {
            known.push_back(text);
        } else {
            std::fprintf(stderr, "notice: there is no step %s; it is left out\n", name.c_str());
        }
    }
    return known;
}

Result<SpeedReport> measure(const Options& options) {
    std::vector<std::string> missing;
    KINOVAR_TRY_ASSIGN(const pipeline::Chain chain, chain_of(options.steps, missing));
    KINOVAR_TRY_ASSIGN(const FramesClipPtr small, small_clip(options));
    SpeedReport report;
    report.frames = options.film_frames;
    {
        KINOVAR_TRY_ASSIGN(const pipeline::ClipPtr aged, aged_material(small, options.frames));
        std::vector<FramePtr> frames;
        for (std::int64_t n = 0; n < options.frames; ++n) {
            KINOVAR_TRY_ASSIGN(const FramePtr frame, aged->frame(n, {}));
            frames.push_back(frame);
        }
        KINOVAR_TRY_ASSIGN(ChainRun run,
                           run_chain(chain,
                                     std::make_shared<FramesClip>(aged->info(), std::move(frames)),
                                     options.threads));
        report.steps = std::move(run.stages);
    }
    constexpr std::int64_t kLonger = 4;
    const auto steps = known_steps(options.steps, missing);
    KINOVAR_TRY_ASSIGN(report.shorter,
                       restore_film(small, options.film_frames, steps, options.threads));
    KINOVAR_TRY_ASSIGN(report.longer,
                       restore_film(small, kLonger * options.film_frames, steps, options.threads));
    return report;
}

double rate(double seconds) {
    return seconds > 0 ? 1 / seconds : 0;
}

std::string markdown(const SpeedReport& report) {
    constexpr double kMilliseconds = 1000;
    std::string text = "| step at 1920×1080, frames in memory | analysis, ms a frame | "
                       "then, frames a second |\n|---|---|---|\n";
    for (const StageRun& stage : report.steps) {
        text += fmt::format("| {} | {:.1f} | {:.1f} |\n", stage.name,
                            kMilliseconds * stage.analysis, rate(stage.seconds));
    }
    text += "\n| film through kinovar-cli, H.264 to H.264 (veryfast) | frames a second | largest "
            "memory, MB |\n|---|---|---|\n";
    const auto row = [&](std::int64_t frames, const ProgramRun& run) {
        text += fmt::format("| {} frames | {:.2f} | {:.0f} |\n", frames,
                            static_cast<double>(frames) / run.seconds, run.megabytes);
    };
    row(report.frames, report.shorter);
    row(4 * report.frames, report.longer);
    return text;
}

nlohmann::ordered_json json_of(const SpeedReport& report) {
    nlohmann::ordered_json json = {{"steps", nlohmann::ordered_json::array()},
                                   {"films", nlohmann::ordered_json::array()}};
    for (const StageRun& stage : report.steps) {
        json["steps"].push_back({{"name", stage.name},
                                 {"analysis_seconds", stage.analysis},
                                 {"fps", rate(stage.seconds)}});
    }
    const auto add = [&](std::int64_t frames, const ProgramRun& run) {
        json["films"].push_back({{"frames", frames},
                                 {"fps", static_cast<double>(frames) / run.seconds},
                                 {"megabytes", run.megabytes}});
    };
    add(report.frames, report.shorter);
    add(4 * report.frames, report.longer);
    return json;
}

Status run(const Options& options) {
    KINOVAR_TRY_ASSIGN(const SpeedReport report, measure(options));
    std::printf("%s", markdown(report).c_str());
    if (!options.json.empty()) {
        std::ofstream file(options.json);
        file << json_of(report).dump(2) << '\n';
        if (!file.flush()) {
            return failure(ErrorCode::NotWritable, "cannot write " + options.json);
        }
    }
    return {};
}

} // namespace
} // namespace kinovar::bench

int main(int argc, char** argv) {
    CLI::App app("Speed and memory of the film chain at 1920×1080.", "bench_film_speed");
    kinovar::bench::Options options;
    app.add_option("--frames", options.frames, "Kept in memory for the steps alone")
        ->check(CLI::Range(2, 1000));
    app.add_option("--film-frames", options.film_frames,
                   "Of the shorter film; the longer has four times as many")
        ->check(CLI::Range(2, 100000));
    app.add_option("--clip", options.clip, "A clean film to enlarge and age");
    app.add_option("--step", options.steps, "As in restore; in place of the default chain")
        ->allow_extra_args(false)
        ->take_all();
    app.add_option("--threads", options.threads)->check(CLI::Range(1, 4));
    app.add_option("--json", options.json, "File for all figures");
    CLI11_PARSE(app, argc, argv);
    const kinovar::test::TemporaryFolder cache;
    ::setenv("XDG_CACHE_HOME", cache.path().c_str(), 1);
    kinovar::nn::tune_allocator();
    kinovar::nn::set_threads(options.threads);
    kinovar::set_cv_threads(1);
    const kinovar::Status status = kinovar::bench::run(options);
    if (!status) {
        std::fprintf(stderr, "error: %s\n", status.error().one_line().c_str());
        return 1;
    }
    return 0;
}
