#include "app/cli/models.h"
#include "core/nn/model_input.h"
#include "core/nn/npy.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <chrono>

namespace kinovar::cli {

namespace {

using Json = nlohmann::ordered_json;

struct RunRequest {
    std::string model;
    std::vector<std::string> inputs;
    std::vector<std::string> arguments;
    std::vector<std::string> outputs;
    bool trust_program = false;
};

Result<nn::Array> input_from(const std::string& path, const nn::ModelInfo& info) {
    KINOVAR_TRY_ASSIGN(const nn::NpyArray array, nn::read_npy(path));
    auto input = nn::model_input_from(array, info);
    if (!input) {
        return failure(input.error().within(path));
    }
    return input;
}

std::string port_names(const std::vector<nn::Port>& ports) {
    std::vector<std::string> names;
    for (const nn::Port& port : ports) {
        names.push_back(port.name);
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

/// An input that is one number everywhere, as large as the first picture: "timestep=0.5".
Status add_argument(const std::string& text, const nn::ModelInfo& info,
                    std::vector<nn::Array>& inputs) {
    const std::size_t equals = text.find('=');
    float value = 0;
    const char* const end = text.data() + text.size();
    if (equals == std::string::npos ||
        std::from_chars(text.data() + equals + 1, end, value).ptr != end ||
        equals + 1 == text.size()) {
        return failure(ErrorCode::InvalidArgument, fmt::format("'{}' is no NAME=NUMBER", text),
                       "--arg timestep=0.5");
    }
    const auto port =
        std::find_if(info.inputs.begin(), info.inputs.end(), [&](const nn::Port& one) {
            return one.name == std::string_view(text).substr(0, equals);
        });
    if (port == info.inputs.end()) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} has no input '{}'", info.id, text.substr(0, equals)),
                       fmt::format("its inputs: {}", port_names(info.inputs)));
    }
    constexpr std::size_t kPictureRank = 4;
    nn::Array plane;
    plane.shape = inputs.front().shape;
    if (plane.shape.size() == kPictureRank) {
        plane.shape[1] =
            port->shape.size() == kPictureRank && port->shape[1] > 0 ? port->shape[1] : 1;
    }
    std::int64_t count = 1;
    for (const std::int64_t length : plane.shape) {
        count *= length;
    }
    plane.values.assign(static_cast<std::size_t>(count), value);
    const auto place = std::min(port - info.inputs.begin(), std::ssize(inputs));
    inputs.insert(inputs.begin() + place, std::move(plane));
    return {};
}

Result<std::shared_ptr<const nn::Model>> load(const RunRequest& request) {
    return request.trust_program ? nn::load_trusted_program(request.model)
                                 : nn::load_model(request.model);
}

Status run_model(Session& out, const RunRequest& request) {
    KINOVAR_TRY_ASSIGN(const auto model, load(request));
    const nn::ModelInfo& info = model->info();
    std::vector<nn::Array> inputs;
    for (const std::string& path : request.inputs) {
        KINOVAR_TRY_ASSIGN(inputs.emplace_back(), input_from(path, info));
    }
    for (const std::string& argument : request.arguments) {
        KINOVAR_TRY(add_argument(argument, info, inputs));
    }
    const auto start = std::chrono::steady_clock::now();
    KINOVAR_TRY_ASSIGN(const std::vector<nn::Array> results, model->run(inputs));
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (request.outputs.size() > results.size()) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} has {} outputs, not {}", info.id, results.size(),
                                   request.outputs.size()),
                       fmt::format("its outputs: {}", port_names(info.outputs)));
    }
    std::string text;
    Json written = Json::array();
    for (std::size_t i = 0; i < request.outputs.size(); ++i) {
        const nn::Array& result = results[i];
        KINOVAR_TRY(nn::write_npy(request.outputs[i], result.shape, result.values));
        const std::string name = i < info.outputs.size() ? info.outputs[i].name : std::string();
        text += fmt::format("{}: {}({})\n", request.outputs[i], name.empty() ? "" : name + " ",
                            fmt::join(result.shape, ", "));
        written.push_back({{"out", request.outputs[i]}, {"name", name}, {"shape", result.shape}});
    }
    text += fmt::format("{} in {:.3f} s", info.id, seconds);
    out.result(text, Json{{"model", info.id},
                          {"out", request.outputs.front()},
                          {"shape", results.front().shape},
                          {"outputs", std::move(written)},
                          {"seconds", seconds}}
                         .dump());
    return {};
}

} // namespace

void add_models_run(CLI::App& models, Session& session) {
    auto* command = models.add_subcommand("run", "Run the bare network on arrays");
    auto request = std::make_shared<RunRequest>();
    command->add_option("MODEL", request->model, "Id, or a weight file")->required();
    command
        ->add_option("--in", request->inputs,
                     "Input .npy: uint8 H×W×C or float32 N×C×H×W; repeat it for further inputs")
        ->required()
        ->allow_extra_args(false)
        ->take_all();
    command
        ->add_option("--arg", request->arguments,
                     "NAME=NUMBER: an input that is this number everywhere")
        ->allow_extra_args(false)
        ->take_all();
    command
        ->add_option("--out", request->outputs,
                     "Output .npy, raw float32; repeat it for further outputs")
        ->required()
        ->allow_extra_args(false)
        ->take_all();
    command->add_flag("--trust-program", request->trust_program,
                      "MODEL is a TorchScript program that you trust");
    command->footer("Example: kinovar-cli models run realesrgan-x4fast --in a.npy --out b.npy");
    command->callback([&session, request] {
        session.run = [request](Session& out) { return run_model(out, *request); };
    });
}

} // namespace kinovar::cli
