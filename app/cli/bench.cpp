#include "app/cli/bench_models.h"
#include "app/cli/session.h"
#include "core/base/file.h"
#include "core/image/metrics.h"
#include "core/image/resize.h"
#include "core/image/test_picture.h"
#include "core/media/reel_reader.h"
#include "core/media/segment_writer.h"
#include "core/nn/image_runner.h"
#include "core/render/renderer.h"
#include "core/steps/step_catalogue.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>

namespace kinovar::cli {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kHdWidth = 1920;
constexpr int kHdHeight = 1080;
constexpr int kSdWidth = 640;
constexpr int kSdHeight = 480;
constexpr int kIoFrames = 30;
constexpr int kModelRuns = 5;
constexpr int kChainRounds = 3;
constexpr int kNetFrames = 6;
constexpr int kShortFilm = 4;
constexpr int kLongFilm = 20;
constexpr Rational kRate{24, 1};

/// A folder for the bench's own films, removed at the end.
class ScratchFolder {
public:
    ScratchFolder() {
        std::string pattern = (fs::temp_directory_path() / "kinovar-bench-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~ScratchFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    fs::path operator/(const std::string& name) const { return path_ / name; }

private:
    fs::path path_;
};

double milliseconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double peak_megabytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

/// Collects rows for the table and for JSON.
class Report {
public:
    void add(const std::string& name, double value, const std::string& unit) {
        text_ += fmt::format("{:<44} {:10.2f} {}\n", name, value, unit);
        json_.push_back({{"name", name}, {"value", value}, {"unit", unit}});
    }
    void show(Session& session) {
        if (!text_.empty()) {
            text_.pop_back();
        }
        session.result(text_, Json{{"figures", json_}}.dump());
    }

private:
    std::string text_;
    Json json_ = Json::array();
};

media::VideoInfo source_like(int width, int height) {
    media::VideoInfo video;
    video.layout = {PixelLayout::Family::Yuv, 8, 1, 1};
    video.width = width;
    video.height = height;
    video.colour = ColourSpec::bt709();
    video.stored_colour = ColourSpec::bt709();
    return video;
}

Result<media::EncodeSpec> spec_for(media::Codec codec, int width, int height) {
    media::EncodeOptions options;
    options.codec = codec;
    return media::plan_encode(options, source_like(width, height), width, height, kRate, {1, 1},
                              false);
}

Status write_film(const fs::path& path, media::Codec codec, int width, int height, int frames,
                  double* encode_ms) {
    KINOVAR_TRY_ASSIGN(const media::EncodeSpec spec, spec_for(codec, width, height));
    KINOVAR_TRY_ASSIGN(auto writer, media::SegmentWriter::open(path, spec));
    double spent = 0;
    for (int n = 0; n < frames; ++n) {
        const FramePtr frame = test_picture(width, height, n);
        Status status;
        spent += milliseconds([&] { status = writer->write(*frame); });
        KINOVAR_TRY(status);
    }
    Status status;
    spent += milliseconds([&] { status = writer->finish(); });
    if (encode_ms != nullptr) {
        *encode_ms = spent / frames;
    }
    return status;
}

Status bench_codec(Report& report, const ScratchFolder& folder, media::Codec codec, Job& job) {
    KINOVAR_TRY(job.checkpoint());
    const std::string name(media::to_string(codec));
    const fs::path path = folder / (name + "." + media::segment_extension());
    double encode_ms = 0;
    KINOVAR_TRY(write_film(path, codec, kHdWidth, kHdHeight, kIoFrames, &encode_ms));
    report.add("1080p convert and encode " + name, encode_ms, "ms/frame");
    KINOVAR_TRY_ASSIGN(const auto reader, media::open_reel(path));
    Status status;
    const double decode_ms = milliseconds([&] {
        for (int n = 0; n < kIoFrames && status; ++n) {
            const auto frame = reader->frame(n);
            if (!frame) {
                status = failure(frame.error());
            }
        }
    });
    KINOVAR_TRY(status);
    report.add("1080p decode and convert " + name, decode_ms / kIoFrames, "ms/frame");
    return {};
}

Status bench_io(Report& report, Job& job) {
    const ScratchFolder folder;
    for (const media::Codec codec : {media::Codec::H264, media::Codec::H265, media::Codec::Ffv1,
                                     media::Codec::ProRes, media::Codec::DnxHr}) {
        KINOVAR_TRY(bench_codec(report, folder, codec, job));
    }
    const FramePtr a = test_picture(kHdWidth, kHdHeight, 0);
    const FramePtr b = test_picture(kHdWidth, kHdHeight, 1);
    std::vector<double> resize_ms;
    std::vector<double> metrics_ms;
    for (int i = 0; i < kModelRuns; ++i) {
        KINOVAR_TRY(job.checkpoint());
        resize_ms.push_back(milliseconds(
            [&] { (void)resize(*a, kHdWidth / 2, kHdHeight / 2, ResizeFilter::Lanczos); }));
        metrics_ms.push_back(milliseconds([&] { (void)compare_pictures(*a, *b); }));
    }
    report.add("1080p → 540p Lanczos", median(resize_ms), "ms");
    report.add("1080p PSNR and SSIM, luma and RGB", median(metrics_ms), "ms");
    return {};
}

Result<double> time_of_net(const nn::Model& model, Job& job) {
    const FramePtr frame = test_picture(kSdWidth, kSdHeight, 0);
    Status status;
    const double ms = milliseconds([&] {
        for (int n = 0; n < kNetFrames && status; ++n) {
            status = job.checkpoint();
            (void)nn::run_image(model, *frame);
        }
    });
    KINOVAR_TRY(status);
    return ms / kNetFrames;
}

Result<double> time_of_film(const fs::path& reel, const fs::path& output, int frames) {
    render::RenderRequest request;
    request.input = reel;
    request.output = output;
    request.frames = render::FrameRange{0, frames - 1};
    request.chain.steps = {{"upscale", {}, true}};
    Job job("restore");
    Status status;
    const double ms = milliseconds([&] {
        const auto done = render::render(steps::step_catalogue(), request, job);
        if (!done) {
            status = failure(done.error());
        }
    });
    KINOVAR_TRY(status);
    return ms;
}

/// A film through decode, network, conversion and encode, against the bare network on such frames.
/// What a further frame of film costs is the difference of a long and a short film: loading the
/// model, joining and checking happen once.
Status bench_steps(Report& report, Job& job) {
    const ScratchFolder folder;
    const fs::path reel = folder / ("reel." + media::segment_extension());
    KINOVAR_TRY(write_film(reel, media::Codec::H264, kSdWidth, kSdHeight, kLongFilm, nullptr));
    KINOVAR_TRY_ASSIGN(const auto model, nn::load_model("realesrgan-x4fast"));
    KINOVAR_TRY_ASSIGN([[maybe_unused]] const double warm_up, time_of_net(*model, job));
    std::vector<double> net;
    std::vector<double> film;
    std::vector<double> share;
    for (int round = 0; round < kChainRounds; ++round) {
        KINOVAR_TRY_ASSIGN(const double one_net, time_of_net(*model, job));
        KINOVAR_TRY_ASSIGN(const double few, time_of_film(reel, folder / "a.mp4", kShortFilm));
        KINOVAR_TRY_ASSIGN(const double many, time_of_film(reel, folder / "b.mp4", kLongFilm));
        net.push_back(one_net);
        film.push_back((many - few) / (kLongFilm - kShortFilm));
        share.push_back(100 * net.back() / film.back());
    }
    report.add("x4fast 640×480, bare network", median(net), "ms/frame");
    report.add("x4fast 640×480, a further frame of film (H.264)", median(film), "ms/frame");
    report.add("share of the network's own rate", median(share), "%");
    report.add("peak memory", peak_megabytes(), "MB");
    return {};
}

} // namespace

void add_bench(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand("bench", "Measure this machine: codecs, networks, chain");
    auto what = std::make_shared<std::string>("all");
    command->add_option("WHAT", *what, "io, models, steps or all")
        ->check(CLI::IsMember({"io", "models", "steps", "all"}));
    auto ids = std::make_shared<std::vector<std::string>>();
    command->add_option("--model", *ids, "Of models, only this one (can be given several times)");
    auto only = std::make_shared<std::string>();
    command->add_option("--only", *only)->group(""); // how `bench models` starts itself
    command->footer("Example: kinovar-cli bench models --json\n"
                    "Figures are medians; close other programs, and compare by ratio.");
    command->callback([&session, what, ids, only] {
        session.run = [what, ids, only](Session& out) -> Status {
            Job& job = out.start_job("bench", "parts");
            if (!only->empty()) {
                return bench_one_model(out, job, *only);
            }
            job.begin("bench " + *what, 0);
            Report report;
            if (*what == "io" || *what == "all") {
                KINOVAR_TRY(bench_io(report, job));
            }
            if (*what == "steps" || *what == "all") {
                KINOVAR_TRY(bench_steps(report, job));
            }
            if (*what != "models") {
                report.show(out);
            }
            if (*what == "models" || *what == "all") {
                KINOVAR_TRY(bench_models(out, job, *ids));
            }
            return {};
        };
    });
}

} // namespace kinovar::cli
