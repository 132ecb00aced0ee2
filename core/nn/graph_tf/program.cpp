#include "core/nn/graph_tf/program.h"

#include "core/nn/graph_tf/kernel.h"

#include <fmt/format.h>

namespace kinovar::nn::graph_tf {

namespace {

using tfjs::Op;

constexpr std::int64_t kMaxFolded = std::int64_t{1} << 26; ///< numbers in a folded constant

/// Takes the numbers over without a copy.
at::Tensor tensor_from(tfjs::Constant& constant) {
    const auto options = at::TensorOptions().dtype(at::kFloat);
    if (constant.type == tfjs::ValueType::Float) {
        auto numbers = std::make_shared<std::vector<float>>(std::move(constant.floats));
        return at::from_blob(
            numbers->data(), constant.shape, [numbers](void*) {}, options);
    }
    const at::Tensor whole =
        at::from_blob(constant.values.data(), constant.shape, options.dtype(at::kInt));
    return whole.to(constant.type == tfjs::ValueType::Int ? at::kLong : at::kBool);
}

bool all_constant(const Program& program, const Step& step) {
    return std::all_of(step.inputs.begin(), step.inputs.end(), [&](int input) {
        return program.steps[static_cast<std::size_t>(input)].op == Op::Const;
    });
}

void fold(Program& program, Step& step) {
    std::vector<Value> values;
    Tensors operands;
    for (const int input : step.inputs) {
        const at::Tensor& constant = program.steps[static_cast<std::size_t>(input)].constant;
        values.push_back({constant, meta_tensor(constant.sizes(), constant.scalar_type())});
        operands.push_back(constant);
    }
    at::Tensor result = make_kernel(step, values).run(operands);
    if (result.numel() > kMaxFolded) {
        throw std::invalid_argument("makes too large a constant");
    }
    step.op = Op::Const;
    step.constant = std::move(result);
    step.inputs.clear();
}

void fold_constants(Program& program) {
    for (Step& step : program.steps) {
        const bool source = step.op == Op::Const || step.op == Op::Placeholder;
        const bool convolution = step.op >= Op::Conv2D && step.op <= Op::Conv2DBackpropInput;
        if (source || convolution || !all_constant(program, step)) {
            continue;
        }
        try {
            fold(program, step);
        } catch (const std::exception& problem) {
            throw std::invalid_argument(fmt::format("node {} ({}) {}", tfjs::shown(step.name),
                                                    tfjs::name_of(step.op), problem.what()));
        }
    }
}

} // namespace

Program make_program(tfjs::Graph graph) {
    Program program;
    program.inputs = std::move(graph.inputs);
    program.outputs = std::move(graph.outputs);
    program.steps.reserve(graph.nodes.size());
    for (tfjs::Node& node : graph.nodes) {
        Step step;
        step.name = std::move(node.name);
        step.op = node.op;
        step.inputs.assign(node.inputs.begin(), node.inputs.end());
        step.attributes = std::move(node.attributes);
        if (node.op == Op::Const) {
            step.constant = tensor_from(graph.constants[static_cast<std::size_t>(node.constant)]);
        }
        program.steps.push_back(std::move(step));
    }
    fold_constants(program);
    fuse_convolutions(program);
    drop_unread(program);
    return program;
}

std::vector<int> count_readers(const Program& program) {
    std::vector<int> readers(program.steps.size(), 0);
    for (const Step& step : program.steps) {
        for (const int input : step.inputs) {
            ++readers[static_cast<std::size_t>(input)];
        }
    }
    for (const tfjs::GraphPort& port : program.outputs) {
        ++readers[static_cast<std::size_t>(port.node)];
    }
    return readers;
}

void drop_unread(Program& program) {
    std::vector<bool> needed(program.steps.size(), false);
    for (const auto* ports : {&program.inputs, &program.outputs}) {
        for (const tfjs::GraphPort& port : *ports) {
            needed[static_cast<std::size_t>(port.node)] = true;
        }
    }
    for (std::size_t i = program.steps.size(); i-- > 0;) {
        for (const int input : program.steps[i].inputs) {
            needed[static_cast<std::size_t>(input)] =
                needed[static_cast<std::size_t>(input)] || needed[i];
        }
    }
    std::vector<int> place(program.steps.size(), -1);
    std::vector<Step> kept;
    for (std::size_t i = 0; i < program.steps.size(); ++i) {
        if (!needed[i]) {
            continue;
        }
        for (int& input : program.steps[i].inputs) {
            input = place[static_cast<std::size_t>(input)];
        }
        place[i] = static_cast<int>(kept.size());
        kept.push_back(std::move(program.steps[i]));
    }
    program.steps = std::move(kept);
    for (auto* ports : {&program.inputs, &program.outputs}) {
        for (tfjs::GraphPort& port : *ports) {
            port.node = place[static_cast<std::size_t>(port.node)];
        }
    }
}

} // namespace kinovar::nn::graph_tf
