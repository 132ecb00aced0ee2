#pragma once

#include "core/nn/graph_tf/kernel.h"

namespace kinovar::nn::graph_tf {

/// A program for inputs of certain shapes, while it is being simplified: what is known beforehand
/// is known by its numbers, everything else by its shape.
struct Flow {
    std::vector<Step> steps;
    std::vector<Value> values;   ///< of each step
    std::vector<Kernel> kernels; ///< of the steps that run
    std::vector<int> outputs;
    std::vector<int> placeholders;

    [[nodiscard]] bool is_known(int index) const {
        return values[static_cast<std::size_t>(index)].known.defined();
    }
};

/// Follows the shapes through the network without running it; computes what does not depend on the
/// inputs' numbers. `shapes`: of the inputs, pictures N×H×W×C. Throws std::invalid_argument naming
/// the node where they do not fit.
[[nodiscard]] Flow make_flow(const Program& program, const std::vector<tfjs::Shape>& shapes);

/// Leaves out steps that change nothing and puts groups of steps that are one operation of libtorch
/// (layer normalisation, GELU, dense layers with bias) together.
void simplify(Flow& flow);

/// Which steps the outputs need.
[[nodiscard]] std::vector<bool> needed_steps(const Flow& flow);

} // namespace kinovar::nn::graph_tf
