#include "core/nn/graph_tf/flow.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::nn::graph_tf {

namespace {

using tfjs::Op;

constexpr std::int64_t kMaxNumbers = std::int64_t{1} << 31; ///< in one tensor
constexpr std::int64_t kMaxKnown = std::int64_t{1} << 26;

class Tracer {
public:
    explicit Tracer(Flow& flow) : flow_(flow) {}

    void trace(std::size_t i) {
        const Step& step = flow_.steps[i];
        std::vector<Value> inputs;
        bool known = true;
        for (const int input : step.inputs) {
            inputs.push_back(flow_.values[static_cast<std::size_t>(input)]);
            known = known && inputs.back().known.defined();
        }
        Kernel kernel = make_kernel(step, inputs);
        Value& value = flow_.values[i];
        if (step.op == Op::Shape || (known && step.convolution == nullptr)) {
            value.known = compute(kernel, inputs);
            value.meta = meta_tensor(value.known.sizes(), value.known.scalar_type());
            return;
        }
        value.meta = kernel.result.defined() ? kernel.result : follow(kernel, inputs);
        if (value.meta.numel() > kMaxNumbers) {
            throw std::invalid_argument("makes a tensor that is too large");
        }
        flow_.kernels[i] = std::move(kernel);
    }

private:
    static at::Tensor compute(const Kernel& kernel, const std::vector<Value>& inputs) {
        Tensors operands;
        for (const Value& input : inputs) {
            operands.push_back(input.known);
        }
        at::Tensor result = kernel.run(operands);
        if (result.numel() > kMaxKnown) {
            throw std::invalid_argument("makes too large a constant");
        }
        return result;
    }

    static at::Tensor follow(const Kernel& kernel, const std::vector<Value>& inputs) {
        Tensors operands;
        for (const Value& input : inputs) {
            operands.push_back(input.meta);
        }
        const at::Tensor result = kernel.run(operands);
        return meta_tensor(result.sizes(), result.scalar_type());
    }

    Flow& flow_;
};

std::string first_line(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

} // namespace

Flow make_flow(const Program& program, const std::vector<tfjs::Shape>& shapes) {
    Flow flow;
    flow.steps = program.steps;
    flow.values.resize(flow.steps.size());
    flow.kernels.resize(flow.steps.size());
    for (std::size_t i = 0; i < program.inputs.size(); ++i) {
        const int index = program.inputs[i].node;
        flow.placeholders.push_back(index);
        flow.values[static_cast<std::size_t>(index)].meta = meta_tensor(shapes[i], at::kFloat);
    }
    for (const tfjs::GraphPort& port : program.outputs) {
        flow.outputs.push_back(port.node);
    }
    Tracer tracer(flow);
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
        const Step& step = flow.steps[i];
        if (step.op == Op::Placeholder) {
            continue;
        }
        if (step.op == Op::Const) {
            flow.values[i] = {step.constant,
                              meta_tensor(step.constant.sizes(), step.constant.scalar_type())};
            continue;
        }
        try {
            tracer.trace(i);
        } catch (const std::exception& problem) {
            throw std::invalid_argument(fmt::format("node {} ({}) {}", tfjs::shown(step.name),
                                                    tfjs::name_of(step.op),
                                                    first_line(problem.what())));
        }
    }
    return flow;
}

std::vector<bool> needed_steps(const Flow& flow) {
    std::vector<bool> needed(flow.steps.size(), false);
    for (const int output : flow.outputs) {
        needed[static_cast<std::size_t>(output)] = true;
    }
    for (std::size_t i = flow.steps.size(); i-- > 0;) {
        if (!needed[i] || flow.values[i].known.defined()) {
            continue; // what is known needs nobody
        }
        for (const int input : flow.steps[i].inputs) {
            needed[static_cast<std::size_t>(input)] = true;
        }
    }
    return needed;
}

} // namespace kinovar::nn::graph_tf
