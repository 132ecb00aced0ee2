#include "core/nn/graph_tf/flow.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace kinovar::nn::graph_tf {

namespace {

using tfjs::Op;

/// Finds groups of steps, each from its last one backwards. What a group leaves behind is read by
/// nobody and falls away afterwards.
class Matcher {
public:
    explicit Matcher(Flow& flow) : flow_(flow) {}

    void run() {
        skip_idle_steps();
        count_readers();
        for (std::size_t i = 0; i < flow_.steps.size(); ++i) {
            const int index = static_cast<int>(i);
            if (readers_[i] > 0 && !flow_.is_known(index)) {
                match_dense(index);
                match_dense_bias(index);
                match_gelu(index);
                match_layer_norm(index);
            }
        }
    }

private:
    Step& step(int index) { return flow_.steps[static_cast<std::size_t>(index)]; }
    const at::Tensor& meta(int index) { return flow_.values[static_cast<std::size_t>(index)].meta; }
    int input(int index, std::size_t i) { return step(index).inputs[i]; }

    void skip_idle_steps() {
        std::vector<int> alias(flow_.steps.size());
        std::iota(alias.begin(), alias.end(), 0);
        for (std::size_t i = 0; i < flow_.steps.size(); ++i) {
            for (int& one : flow_.steps[i].inputs) {
                one = alias[static_cast<std::size_t>(one)];
            }
            if (is_idle(static_cast<int>(i))) {
                alias[i] = flow_.steps[i].inputs[0];
            }
        }
        for (int& output : flow_.outputs) {
            output = alias[static_cast<std::size_t>(output)];
        }
    }

    bool is_idle(int index) {
        switch (step(index).op) {
        case Op::Identity:
        case Op::Reshape:
        case Op::BroadcastTo:
        case Op::StridedSlice:
        case Op::Squeeze:
        case Op::Cast:
            break;
        default:
            return false;
        }
        const int before = input(index, 0);
        return !flow_.is_known(index) && meta(index).sizes() == meta(before).sizes() &&
               meta(index).scalar_type() == meta(before).scalar_type();
    }

    void count_readers() {
        const std::vector<bool> needed = needed_steps(flow_);
        readers_.assign(flow_.steps.size(), 0);
        for (std::size_t i = 0; i < flow_.steps.size(); ++i) {
            if (!needed[i] || flow_.values[i].known.defined()) {
                continue;
            }
            for (const int one : flow_.steps[i].inputs) {
                ++readers_[static_cast<std::size_t>(one)];
            }
        }
        for (const int output : flow_.outputs) {
            ++readers_[static_cast<std::size_t>(output)];
        }
    }

    /// `index` is a step of this operator that is read `times` times and not known.
    bool is(int index, Op op, int times = 1) {
        return step(index).op == op && !flow_.is_known(index) &&
               readers_[static_cast<std::size_t>(index)] == times;
    }

    std::optional<double> number(int index) {
        const at::Tensor& known = flow_.values[static_cast<std::size_t>(index)].known;
        return known.defined() && known.numel() == 1 ? std::optional(known.item().toDouble())
                                                     : std::nullopt;
    }

    bool is_number(int index, double wanted) {
        constexpr double kTolerance = 1e-5;
        const auto found = number(index);
        return found && std::abs(*found - wanted) <= kTolerance * std::abs(wanted);
    }

    /// The operand beside a number, of a step with two operands; -1 if there is none.
    int beside(int index, double wanted) {
        for (std::size_t side = 0; side < 2; ++side) {
            if (is_number(input(index, side), wanted)) {
                return input(index, 1 - side);
            }
        }
        return -1;
    }

    /// The operand that is of `op`, of a step with two operands, and the other one.
    bool split(int index, Op op, int times, int& of_op, int& other) {
        for (std::size_t side = 0; side < 2; ++side) {
            if (is(input(index, side), op, times)) {
                of_op = input(index, side);
                other = input(index, 1 - side);
                return true;
            }
        }
        return false;
    }

    void replace(int index, Op op, std::vector<int> inputs, tfjs::Attributes attributes = {}) {
        Step& target = step(index);
        target.op = op;
        target.inputs = std::move(inputs);
        target.attributes = std::move(attributes);
        std::vector<Value> values;
        for (const int one : target.inputs) {
            values.push_back(flow_.values[static_cast<std::size_t>(one)]);
        }
        flow_.kernels[static_cast<std::size_t>(index)] = make_kernel(target, values);
    }

    /// Einsum "…g,gf->…f".
    void match_dense(int index) {
        if (step(index).op != Op::Einsum || step(index).inputs.size() != 2) {
            return;
        }
        const std::string equation = step(index).attributes.text("equation");
        const std::size_t comma = equation.find(',');
        const std::size_t arrow = equation.find("->");
        if (comma == std::string::npos || arrow == std::string::npos || comma == 0 ||
            arrow < comma) {
            return;
        }
        const std::string left = equation.substr(0, comma);
        const std::string right = equation.substr(comma + 1, arrow - comma - 1);
        const std::string result = equation.substr(arrow + 2);
        const bool dense = right.size() == 2 && left.back() == right[0] &&
                           left.find(right[1]) == std::string::npos &&
                           result == left.substr(0, left.size() - 1) + right[1];
        if (dense && flow_.is_known(input(index, 1))) {
            replace(index, Op::Linear, step(index).inputs);
        }
    }

    void match_dense_bias(int index) {
        int dense = -1;
        int bias = -1;
        if (step(index).op == Op::AddV2 && split(index, Op::Linear, 1, dense, bias) &&
            step(dense).inputs.size() == 2 && flow_.is_known(bias) &&
            meta(bias).numel() == meta(dense).size(-1) &&
            meta(bias).size(-1) == meta(bias).numel()) {
            replace(index, Op::Linear, {input(dense, 0), input(dense, 1), bias});
        }
    }

    /// (0.5·x) · (1 + tanh(√(2/π) · (x + 0.044715·x³)))
    void match_gelu(int index) {
        constexpr double kCubic = 0.044715;
        constexpr double kInner = 0.7978845608;
        constexpr double kHalf = 0.5;
        if (step(index).op != Op::Mul) {
            return;
        }
        int gate = -1;
        int half = -1;
        if (!split(index, Op::AddV2, 1, gate, half) || !is(half, Op::Mul)) {
            return;
        }
        const int x = beside(half, kHalf);
        const int tanh = beside(gate, 1);
        if (x < 0 || tanh < 0 || !is(tanh, Op::Tanh) || !is(input(tanh, 0), Op::Mul)) {
            return;
        }
        const int sum = beside(input(tanh, 0), kInner);
        if (sum < 0 || !is(sum, Op::AddV2)) {
            return;
        }
        const int cubic = input(sum, 0) == x ? input(sum, 1) : input(sum, 0);
        const bool with_x = input(sum, 0) == x || input(sum, 1) == x;
        int square = -1;
        int linear = -1;
        if (with_x && is(cubic, Op::Mul) && split(cubic, Op::Square, 1, square, linear) &&
            input(square, 0) == x && is(linear, Op::Mul) && beside(linear, kCubic) == x) {
            replace(index, Op::Gelu, {x});
        }
    }

    /// Whether `index` is the mean of `source` along its last axis: its sum times 1/n.
    bool is_mean(int index, int source, int times) {
        if (!is(index, Op::Mul, times)) {
            return false;
        }
        const auto count = static_cast<double>(meta(source).size(-1));
        const int sum = beside(index, 1 / count);
        if (sum < 0 || !is(sum, Op::Sum) || input(sum, 0) != source) {
            return false;
        }
        return meta(sum).numel() * meta(source).size(-1) == meta(source).numel() &&
               number(input(sum, 1)) &&
               axis_of(static_cast<std::int64_t>(*number(input(sum, 1))), meta(source).dim()) ==
                   meta(source).dim() - 1;
    }

    /// Whether `index` is max(0, mean(x²) − mean²).
    bool is_variance(int index, int x, int mean) {
        if (!is(index, Op::Maximum)) {
            return false;
        }
        const int difference = is(input(index, 1), Op::Sub) ? input(index, 1) : input(index, 0);
        const int zero = difference == input(index, 1) ? input(index, 0) : input(index, 1);
        if (!is(difference, Op::Sub) || !number(zero) || *number(zero) != 0) {
            return false;
        }
        const int mean_of_squares = input(difference, 0);
        const int square_of_mean = input(difference, 1);
        if (!is(square_of_mean, Op::Square) || input(square_of_mean, 0) != mean ||
            !is(mean_of_squares, Op::Mul)) {
            return false;
        }
        const int sum = is(input(mean_of_squares, 0), Op::Sum) ? input(mean_of_squares, 0)
                                                               : input(mean_of_squares, 1);
        const int squares = is(sum, Op::Sum) ? input(sum, 0) : -1;
        return squares >= 0 && is(squares, Op::Square) && input(squares, 0) == x &&
               is_mean(mean_of_squares, squares, 1);
    }

    /// (x − mean) · (rsqrt(variance + ε) · scale) + offset, as JAX spells a layer normalisation.
    void match_layer_norm(int index) {
        int product = -1;
        int offset = -1;
        if (step(index).op != Op::AddV2 || !split(index, Op::Mul, 1, product, offset) ||
            !flow_.is_known(offset)) {
            return;
        }
        int centred = -1;
        int factor = -1;
        if (!split(product, Op::Sub, 1, centred, factor) || !is(factor, Op::Mul)) {
            return;
        }
        int root = -1;
        int scale = -1;
        if (!split(factor, Op::Rsqrt, 1, root, scale) || !flow_.is_known(scale) ||
            !is(input(root, 0), Op::AddV2) || !is(input(centred, 1), Op::Reshape)) {
            return;
        }
        const int x = input(centred, 0);
        const int mean = input(input(centred, 1), 0);
        const int stabilised = input(root, 0);
        const std::size_t side = number(input(stabilised, 1)) ? 1 : 0;
        const auto epsilon = number(input(stabilised, side));
        const int reshaped = input(stabilised, 1 - side);
        const std::int64_t channels = meta(x).size(-1);
        constexpr int kReadersOfMean = 2;
        if (epsilon && is(reshaped, Op::Reshape) && is_mean(mean, x, kReadersOfMean) &&
            is_variance(input(reshaped, 0), x, mean) && meta(scale).numel() == channels &&
            meta(offset).numel() == channels && meta(reshaped).size(-1) == 1 &&
            meta(index).sizes() == meta(x).sizes()) {
            tfjs::Attributes attributes;
            attributes.set("epsilon", *epsilon);
            replace(index, Op::LayerNorm, {x, scale, offset}, std::move(attributes));
        }
    }

    Flow& flow_;
    std::vector<int> readers_;
};

} // namespace

void simplify(Flow& flow) {
    Matcher(flow).run();
}

} // namespace kinovar::nn::graph_tf
