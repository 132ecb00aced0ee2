#pragma once

#include "core/nn/graph_tf/flow.h"

namespace kinovar::nn::graph_tf {

/// A network for inputs of certain shapes, ready to run: nothing is left to be worked out but the
/// numbers. Tensors are freed (or overwritten) after their last use.
class Plan {
public:
    Plan(const Program& program, const std::vector<tfjs::Shape>& shapes);

    /// Inputs and outputs in TensorFlow's order of axes.
    [[nodiscard]] Tensors run(Tensors inputs) const;

    /// Shapes of the outputs.
    [[nodiscard]] const std::vector<tfjs::Shape>& output_shapes() const { return output_shapes_; }
    /// Numbers that are alive at the same time, at most (without weights).
    [[nodiscard]] std::int64_t peak_numbers() const { return peak_numbers_; }
    /// Input pixels to each side that a pixel of the first output can depend on; -1: all of them.
    [[nodiscard]] std::int64_t receptive_radius() const { return receptive_radius_; }
    [[nodiscard]] std::size_t length() const { return actions_.size(); }

private:
    struct Operand {
        int slot = 0;
        bool last = false; ///< nobody reads it afterwards
    };
    struct Action {
        Kernel kernel;
        std::vector<Operand> operands;
        int result = 0;
    };

    void keep_constants(const Flow& flow, const std::vector<bool>& needed);
    void list_actions(Flow& flow, const std::vector<bool>& needed);
    void mark_last_uses(const Flow& flow);

    Tensors constants_; ///< by slot; undefined where something is computed
    std::vector<Action> actions_;
    std::vector<int> placeholders_;
    std::vector<int> outputs_;
    std::vector<tfjs::Shape> output_shapes_;
    std::int64_t peak_numbers_ = 0;
    std::int64_t receptive_radius_ = 0;
};

} // namespace kinovar::nn::graph_tf
