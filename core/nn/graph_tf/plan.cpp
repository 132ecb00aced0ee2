#include "core/nn/graph_tf/plan.h"

#include "core/nn/graph_tf/reach.h"
#include "core/nn/torch_runtime.h"

#include <algorithm>

namespace kinovar::nn::graph_tf {

Plan::Plan(const Program& program, const std::vector<tfjs::Shape>& shapes) {
    Flow flow = make_flow(program, shapes);
    simplify(flow);
    const std::vector<bool> needed = needed_steps(flow);
    placeholders_ = flow.placeholders;
    outputs_ = flow.outputs;
    for (const int output : outputs_) {
        const auto sizes = flow.values[static_cast<std::size_t>(output)].meta.sizes();
        output_shapes_.emplace_back(sizes.begin(), sizes.end());
    }
    receptive_radius_ = reach_of(flow, needed);
    keep_constants(flow, needed);
    list_actions(flow, needed);
    mark_last_uses(flow);
}

void Plan::keep_constants(const Flow& flow, const std::vector<bool>& needed) {
    constants_.resize(flow.steps.size());
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
        const at::Tensor& known = flow.values[i].known;
        if (needed[i] && known.defined()) {
            constants_[i] =
                to_device(known, current_device(),
                          known.is_floating_point() ? current_precision() : known.scalar_type());
        }
    }
}

void Plan::list_actions(Flow& flow, const std::vector<bool>& needed) {
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
        if (!needed[i] || !flow.kernels[i].run) {
            continue;
        }
        Action action;
        action.kernel = std::move(flow.kernels[i]);
        action.result = static_cast<int>(i);
        for (const int input : flow.steps[i].inputs) {
            action.operands.push_back({input, false});
        }
        actions_.push_back(std::move(action));
    }
}

void Plan::mark_last_uses(const Flow& flow) {
    std::vector<bool> read(flow.steps.size(), false);
    for (const int output : outputs_) {
        read[static_cast<std::size_t>(output)] = true;
    }
    for (auto action = actions_.rbegin(); action != actions_.rend(); ++action) {
        for (auto operand = action->operands.rbegin(); operand != action->operands.rend();
             ++operand) {
            const auto slot = static_cast<std::size_t>(operand->slot);
            operand->last = !read[slot] && !constants_[slot].defined();
            read[slot] = true;
        }
    }
    std::int64_t alive = 0;
    const auto numbers = [&](int slot) {
        return flow.values[static_cast<std::size_t>(slot)].meta.numel();
    };
    for (const int input : placeholders_) {
        alive += numbers(input);
    }
    for (const Action& action : actions_) {
        alive += numbers(action.result);
        peak_numbers_ = std::max(peak_numbers_, alive);
        for (const Operand& operand : action.operands) {
            alive -= operand.last ? numbers(operand.slot) : 0;
        }
    }
}

Tensors Plan::run(Tensors inputs) const {
    Tensors slots = constants_;
    for (std::size_t i = 0; i < placeholders_.size(); ++i) {
        slots[static_cast<std::size_t>(placeholders_[i])] = std::move(inputs[i]);
    }
    for (const Action& action : actions_) {
        Tensors operands;
        operands.reserve(action.operands.size());
        for (const Operand& operand : action.operands) {
            at::Tensor& tensor = slots[static_cast<std::size_t>(operand.slot)];
            if (operand.last) {
                operands.push_back(std::move(tensor));
                tensor.reset();
            } else {
                operands.push_back(tensor);
            }
        }
        slots[static_cast<std::size_t>(action.result)] = action.kernel.run(operands);
    }
    Tensors results;
    for (const int output : outputs_) {
        results.push_back(slots[static_cast<std::size_t>(output)]);
    }
    return results;
}

} // namespace kinovar::nn::graph_tf
