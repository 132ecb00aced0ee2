#include "core/nn/torchscript_net.h"

#include "core/nn/loaders/byte_source.h"
#include "core/nn/torch_runtime.h"

#include <fmt/format.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>

#include <stdexcept>

namespace kinovar::nn {

namespace {

constexpr const char* kForward = "forward";
constexpr int kFillSizeMultiple = 8; // networks in the manner of LaMa halve the picture three times
constexpr std::int64_t kRgb = 3;

class TorchScriptNet final : public Net {
public:
    explicit TorchScriptNet(torch::jit::Module module) : module_(std::move(module)) {}

    [[nodiscard]] std::vector<at::Tensor>
    forward(const std::vector<at::Tensor>& inputs) const override {
        std::vector<c10::IValue> arguments;
        for (const at::Tensor& input : inputs) {
            arguments.emplace_back(input.to(at::kFloat).contiguous());
        }
        return tensors_of(module_.get_method(kForward)(std::move(arguments)));
    }

private:
    static std::vector<at::Tensor> tensors_of(const c10::IValue& result) {
        if (result.isTensor()) {
            return {result.toTensor()};
        }
        if (result.isTensorList()) {
            return result.toTensorVector();
        }
        std::vector<at::Tensor> tensors;
        if (result.isTuple()) {
            for (const c10::IValue& element : result.toTupleRef().elements()) {
                if (!element.isTensor()) {
                    break;
                }
                tensors.push_back(element.toTensor());
            }
            if (tensors.size() == result.toTupleRef().elements().size()) {
                return tensors;
            }
        }
        throw std::invalid_argument(
            fmt::format("the program's forward() gives {} and not tensors", result.tagKind()));
    }

    torch::jit::Module module_;
};

Result<torch::jit::Module> read_module(const std::filesystem::path& path) {
    try {
        torch::jit::Module module = torch::jit::load(path.string(), current_device());
        module.eval();
        module.to(at::kFloat);
        return module;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        const Error why = error_of_current_exception();
        if (why.code == ErrorCode::OutOfMemory) {
            return failure(why);
        }
        return failure(ErrorCode::Corrupt,
                       "not a TorchScript program that can be read: " + why.message,
                       "save it with torch.jit.save, by a PyTorch that is not newer than this one");
    }
}

/// The arguments of forward() that a caller must give.
Result<std::vector<Port>> inputs_of(const torch::jit::Module& module) {
    const auto method = module.find_method(kForward);
    if (!method) {
        return failure(ErrorCode::Unsupported, "the program has no forward()");
    }
    std::vector<Port> ports;
    const auto& arguments = method->function().getSchema().arguments();
    for (std::size_t i = 1; i < arguments.size(); ++i) { // the first one is the module itself
        const c10::Argument& argument = arguments[i];
        if (argument.default_value()) {
            continue;
        }
        if (argument.type()->kind() != c10::TypeKind::TensorType) {
            return failure(ErrorCode::Unsupported,
                           fmt::format("the argument \"{}\" of its forward() is {} and no tensor",
                                       argument.name(), argument.type()->str()));
        }
        ports.push_back({argument.name(), {}});
    }
    if (ports.empty()) {
        return failure(ErrorCode::Unsupported, "its forward() takes no tensor");
    }
    return ports;
}

std::int64_t count_parameters(const torch::jit::Module& module) {
    std::int64_t count = 0;
    for (const at::Tensor& tensor : module.parameters()) {
        count += tensor.numel();
    }
    return count;
}

ModelInfo info_of(std::vector<Port> inputs) {
    ModelInfo info;
    info.architecture = "TorchScript";
    info.whole_only = true; // what a program looks at is not known
    info.inputs = std::move(inputs);
    if (info.inputs.size() == 2 && info.inputs[1].name.find("mask") != std::string::npos) {
        info.task = Task::Inpaint;
        info.size_multiple = kFillSizeMultiple;
        info.inputs[0].shape = {-1, kRgb, -1, -1};
        info.inputs[1].shape = {-1, 1, -1, -1};
    }
    return info;
}

Result<BuiltNet> load(const std::filesystem::path& path) {
    KINOVAR_TRY_ASSIGN(const ByteSource bytes, ByteSource::open(path));
    KINOVAR_TRY_ASSIGN(const Hash128 fingerprint, bytes.fingerprint());
    const at::InferenceMode inference;
    apply_threads();
    KINOVAR_TRY_ASSIGN(torch::jit::Module module, read_module(path));
    KINOVAR_TRY_ASSIGN(std::vector<Port> inputs, inputs_of(module));
    BuiltNet built;
    built.info = info_of(std::move(inputs));
    built.info.parameters = count_parameters(module);
    built.info.fingerprint = fingerprint;
    built.net = std::make_unique<TorchScriptNet>(std::move(module));
    return built;
}

} // namespace

Result<BuiltNet> load_torchscript(const std::filesystem::path& path) {
    Result<BuiltNet> built = guarded([&] { return load(path); });
    if (!built) {
        return failure(built.error().within(path.string()));
    }
    return built;
}

} // namespace kinovar::nn
