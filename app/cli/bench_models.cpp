#include "app/cli/bench_models.h"

#include "core/image/test_picture.h"
#include "core/nn/catalogue.h"
#include "core/nn/conv/conv3x3.h"
#include "core/nn/image_runner.h"
#include "core/nn/operation_count.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <thread>

namespace kinovar::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kRuns = 5;
constexpr int kWidth = 640;
constexpr int kHeight = 480;
// The large networks get a smaller picture, so that a run stays within seconds.
constexpr std::int64_t kLargeParameters = 6'000'000;
constexpr int kShrink = 4;
constexpr double kMega = 1e6;
constexpr double kGiga = 1e9;
constexpr double kMilli = 1e3;

double seconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double peak_megabytes() {
    constexpr double kKilobytesPerMegabyte = 1024;
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / kKilobytesPerMegabyte;
}

int thread_count(const Session& session) {
    return session.options.threads > 0
               ? session.options.threads
               : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

/// GFLOP/s of the engine on 64 → 64 channels, the convolution that restoration lives on.
double convolution_peak(int threads) {
    constexpr int kChannels = 64;
    constexpr std::size_t kTaps = 9;
    const std::vector<float> weights(std::size_t{kChannels} * kChannels * kTaps, 0.01F);
    const std::vector<float> bias(kChannels, 0.0F);
    const nn::conv::Conv3x3 conv(weights, bias, kChannels, kChannels);
    const std::size_t count = std::size_t{kWidth} * kHeight * kChannels;
    std::vector<float> from(count, 0.5F);
    std::vector<float> to(count);
    const nn::conv::ConstView input{from.data(),        kHeight,  kWidth, kChannels,
                                    kWidth * kChannels, kChannels};
    const nn::conv::View output{to.data(),          kHeight,  kWidth, kChannels,
                                kWidth * kChannels, kChannels};
    double best = 0;
    for (int i = 0; i < kRuns + 1; ++i) {
        const double time = seconds([&] { conv.run(input, output, {}, threads); });
        best = std::max(best, conv.flops(kHeight, kWidth) / time / kGiga);
    }
    return best;
}

int rounded_up(int length, int multiple) {
    return (length + multiple - 1) / multiple * multiple;
}

/// Numbers for every input; lengths that are free are those of the bench's picture.
std::vector<nn::Array> inputs_for(const nn::ModelInfo& info, int width, int height) {
    std::vector<nn::Port> ports = info.inputs;
    if (ports.empty()) {
        ports.push_back({"picture", {1, info.in_channels, -1, -1}});
    }
    std::vector<nn::Array> inputs;
    for (const nn::Port& port : ports) {
        nn::Array array;
        array.shape = port.shape;
        std::int64_t count = 1;
        for (std::size_t axis = 0; axis < array.shape.size(); ++axis) {
            constexpr std::size_t kRank = 4;
            const bool picture = array.shape.size() == kRank;
            const int free_length = !picture || axis < 2 ? 1 : axis == 2 ? height : width;
            array.shape[axis] = array.shape[axis] > 0 ? array.shape[axis] : free_length;
            count *= array.shape[axis];
        }
        for (std::int64_t i = 0; i < count; ++i) {
            constexpr std::int64_t kLevels = 251; // a prime: no row is like the one above
            const float value = static_cast<float>(i * i % kLevels) / kLevels;
            array.values.push_back(info.value_min + value * (info.value_max - info.value_min));
        }
        inputs.push_back(std::move(array));
    }
    return inputs;
}

Result<ModelFigures> measure(const nn::Model& model, int threads, Job& job) {
    const nn::ModelInfo& info = model.info();
    const int shrink = info.parameters > kLargeParameters ? kShrink : 1;
    const int width = rounded_up(kWidth / shrink, info.size_multiple);
    const int height = rounded_up(kHeight / shrink, info.size_multiple);
    const std::vector<nn::Array> inputs = inputs_for(info, width, height);
    const FramePtr frame = test_picture(width, height, 0);
    ModelFigures figures;
    figures.id = info.id;
    std::vector<double> times;
    for (int i = 0; i < kRuns + 1; ++i) {
        KINOVAR_TRY(job.checkpoint());
        Status status;
        const double time = seconds([&] {
            if (nn::turns_picture_into_picture(info)) {
                const auto result = nn::run_image(model, *frame);
                status = result ? Status() : failure(result.error());
            } else {
                const auto result = model.run(inputs);
                status = result ? Status() : failure(result.error());
            }
        });
        KINOVAR_TRY(std::move(status));
        if (i > 0) { // the first run warms up
            times.push_back(time);
        }
    }
    figures.peak_megabytes = peak_megabytes(); // before what follows takes any
    const double time = median(times);
    KINOVAR_TRY_ASSIGN(const double operations, nn::count_operations(model, inputs));
    const std::vector<std::int64_t>& shape = inputs.front().shape;
    const std::int64_t columns = shape.empty() ? 1 : shape.back();
    const std::int64_t rows = shape.size() > 1 ? shape[shape.size() - 2] : 1;
    figures.input = fmt::format("{}×{}", columns, rows);
    figures.milliseconds = time * kMilli;
    figures.megapixels = static_cast<double>(columns * rows) / kMega / time;
    figures.gflops = operations / kGiga / time;
    figures.share = figures.gflops / convolution_peak(threads);
    return figures;
}

Json json_of(const ModelFigures& figures) {
    return {{"model", figures.id},
            {"input", figures.input},
            {"ms", figures.milliseconds},
            {"mpx_per_s", figures.megapixels},
            {"gflop_per_s", figures.gflops},
            {"share_of_conv_peak", figures.share},
            {"peak_mb", figures.peak_megabytes}};
}

/// Runs this program for one model and reads what it prints.
Result<ModelFigures> measure_apart(const std::string& id, const GlobalOptions& options) {
    const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
    const std::string command =
        fmt::format("'{}' --json --quiet --threads {} --device '{}' bench models --only '{}'",
                    program, options.threads, options.device, id);
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
    std::string text;
    std::array<char, 4096> part{};
    while (pipe && std::fgets(part.data(), part.size(), pipe.get()) != nullptr) {
        text += part.data();
    }
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const Json line = Json::parse(text.substr(begin, end - begin), nullptr, false);
        begin = end + 1;
        if (line.is_object() && line.value("type", "") == "result" && line.contains("model")) {
            return ModelFigures{line["model"],     line["input"],       line["ms"],
                                line["mpx_per_s"], line["gflop_per_s"], line["share_of_conv_peak"],
                                line["peak_mb"]};
        }
        if (line.is_object() && line.value("type", "") == "error") {
            return failure(ErrorCode::Internal, line.value("message", "it could not be run"));
        }
    }
    return failure(ErrorCode::Internal, fmt::format("{} could not be measured", id));
}

Result<std::vector<std::string>> installed_models() {
    KINOVAR_TRY_ASSIGN(const nn::Catalogue catalogue, nn::Catalogue::open());
    std::vector<std::string> ids;
    for (const nn::CatalogueEntry& entry : catalogue.entries()) {
        if (catalogue.state_of(entry) == nn::InstallState::Installed) {
            ids.push_back(entry.info.id);
        }
    }
    if (ids.empty()) {
        return failure(ErrorCode::MissingModel, "no model is installed",
                       "kinovar-cli models install realesrgan-x4fast");
    }
    return ids;
}

} // namespace

Status bench_one_model(Session& session, Job& job, const std::string& id) {
    KINOVAR_TRY_ASSIGN(const auto model, nn::load_model(id));
    KINOVAR_TRY_ASSIGN(const ModelFigures figures, measure(*model, thread_count(session), job));
    session.result(json_of(figures).dump(), json_of(figures).dump());
    return {};
}

Status bench_models(Session& session, Job& job, std::vector<std::string> ids) {
    if (ids.empty()) {
        KINOVAR_TRY_ASSIGN(ids, installed_models());
    }
    std::string text = fmt::format("{:<26} {:>9} {:>10} {:>8} {:>9} {:>10} {:>9}", "model", "input",
                                   "ms/frame", "Mpx/s", "GFLOP/s", "conv peak", "peak MB");
    Json rows = Json::array();
    job.begin("bench models", static_cast<std::int64_t>(ids.size()));
    for (const std::string& id : ids) {
        KINOVAR_TRY(job.checkpoint());
        const Result<ModelFigures> figures = measure_apart(id, session.options);
        job.advance(1);
        if (!figures) {
            session.warning(fmt::format("{}: {}", id, figures.error().one_line()));
            continue;
        }
        text += fmt::format("\n{:<26} {:>9} {:>10.1f} {:>8.2f} {:>9.1f} {:>9.0f}% {:>9.0f}",
                            figures->id, figures->input, figures->milliseconds, figures->megapixels,
                            figures->gflops, 100 * figures->share, figures->peak_megabytes);
        rows.push_back(json_of(*figures));
    }
    text += "\n\nGFLOP/s by the network's definition; conv peak: the convolution engine alone on "
            "64 channels.";
    session.result(text, Json{{"models", rows}}.dump());
    return {};
}

} // namespace kinovar::cli
