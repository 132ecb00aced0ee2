#include "core/nn/operation_count.h"

#include "core/nn/torch_runtime.h"

#include <ATen/ATen.h>
#include <ATen/record_function.h>

#include <string_view>

namespace kinovar::nn {

namespace {

/// Of the count that is going on in this thread; null: none is.
thread_local double* counter = nullptr;

constexpr double kPerProduct = 2; // a multiplication and an addition

double numel(const c10::IValue& value) {
    return value.isTensor() && value.toTensor().defined()
               ? static_cast<double>(value.toTensor().numel())
               : 0;
}

/// What a call does for each number that it makes; its inputs are only known when it begins.
struct Pending : at::ObserverContext {
    explicit Pending(double operations) : per_result(operations) {}
    double per_result;
};

/// Every number that is made meets the kernel of its output channel; in a transposed convolution
/// every number that is read does, which there are fewer of by the stride's square.
double per_result_of_convolution(const at::RecordFunction& call) {
    constexpr std::size_t kWeights = 1;
    constexpr std::size_t kStride = 3;
    constexpr std::size_t kTransposed = 6;
    constexpr std::size_t kGroups = 8;
    const auto inputs = call.inputs();
    const at::Tensor& weights = inputs[kWeights].toTensor();
    const auto taps = static_cast<double>(weights.numel() / weights.size(0) / weights.size(1));
    if (!inputs[kTransposed].toBool()) {
        return kPerProduct * taps * static_cast<double>(weights.size(1));
    }
    double steps = 1;
    for (const std::int64_t step : inputs[kStride].toIntVector()) {
        steps *= static_cast<double>(step);
    }
    const auto groups = static_cast<double>(inputs[kGroups].toInt());
    return kPerProduct * taps * static_cast<double>(weights.size(0)) / groups / steps;
}

/// Of m×k by k×n, also in batches.
double per_result_of_product(const at::RecordFunction& call, std::size_t left) {
    return kPerProduct * static_cast<double>(call.inputs()[left].toTensor().size(-1));
}

std::unique_ptr<at::ObserverContext> begin_call(const at::RecordFunction& call) {
    const std::string_view name = call.name();
    if (name == "aten::convolution") {
        return std::make_unique<Pending>(per_result_of_convolution(call));
    }
    if (name == "aten::mm" || name == "aten::bmm") {
        return std::make_unique<Pending>(per_result_of_product(call, 0));
    }
    if (name == "aten::addmm" || name == "aten::baddbmm") {
        return std::make_unique<Pending>(per_result_of_product(call, 1));
    }
    return nullptr;
}

void end_call(const at::RecordFunction& call, at::ObserverContext* context) {
    const auto* pending = static_cast<const Pending*>(context);
    if (pending != nullptr && counter != nullptr && !call.outputs().empty()) {
        *counter += pending->per_result * numel(call.outputs().front());
    }
}

/// Listens to the operators that this thread calls.
class Listener {
public:
    explicit Listener(double& sum)
        : handle_(at::addThreadLocalCallback(at::RecordFunctionCallback(&begin_call, &end_call)
                                                 .needsInputs(true)
                                                 .needsOutputs(true)
                                                 .scopes({at::RecordScope::FUNCTION}))) {
        counter = &sum;
    }
    ~Listener() {
        counter = nullptr;
        at::removeCallback(handle_);
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

private:
    at::CallbackHandle handle_;
};

} // namespace

void add_operations(double operations) {
    if (counter != nullptr) {
        *counter += operations;
    }
}

Result<double> count_operations(const Model& model, std::span<const Array> inputs) {
    return guarded([&]() -> Result<double> {
        double sum = 0;
        const Listener listener(sum);
        KINOVAR_TRY_ASSIGN([[maybe_unused]] const std::vector<Array> outputs, model.run(inputs));
        return sum;
    });
}

} // namespace kinovar::nn
