#include "core/nn/graph_tf/dense.h"
#include "core/nn/graph_tf/kernel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace kinovar::nn::graph_tf {

namespace {

using tfjs::Op;
using tfjs::Shape;

at::Tensor maybe_transposed(const at::Tensor& matrix, bool transposed) {
    return transposed ? matrix.transpose(-1, -2) : matrix;
}

void apply_named(at::Tensor& x, const std::string& name) {
    constexpr double kSix = 6;
    if (name == "Relu") {
        x.relu_();
    } else if (name == "Relu6") {
        x.clamp_(0, kSix);
    } else if (name == "Elu") {
        at::elu_(x);
    } else if (name == "Sigmoid") {
        x.sigmoid_();
    } else if (name == "Tanh") {
        x.tanh_();
    } else {
        throw std::invalid_argument(
            fmt::format("is fused with {}, which is not understood", tfjs::shown(name)));
    }
}

Kernel make_product(const Step& step) {
    const bool left = step.attributes.flag("transpose_a");
    const bool right = step.attributes.flag("transpose_b");
    std::vector<std::string> fused = step.attributes.texts("fused_ops");
    return {[=](Tensors& in) {
                const at::Tensor a = maybe_transposed(in[0], left);
                const at::Tensor b = maybe_transposed(in[1], right);
                at::Tensor result;
                for (const std::string& name : fused) {
                    if (name == "BiasAdd" && in.size() > 2 && !result.defined()) {
                        result = at::addmm(in[2], a, b);
                    } else {
                        result = result.defined() ? result : at::mm(a, b);
                        apply_named(result, name);
                    }
                }
                return result.defined() ? result : at::matmul(a, b);
            },
            {}};
}

Kernel make_batch_product(const Step& step) {
    return {
        [left = step.attributes.flag("adj_x"), right = step.attributes.flag("adj_y")](Tensors& in) {
            return at::matmul(maybe_transposed(in[0], left), maybe_transposed(in[1], right));
        },
        {}};
}

/// An einsum of two operands, one of them a matrix, over one index: a dense layer along some axis.
struct DenseEinsum {
    std::size_t matrix = 0;          ///< which operand is the matrix
    bool transposed = false;         ///< it is out × in
    std::int64_t axis = 0;           ///< of the other operand, which goes
    std::vector<std::int64_t> order; ///< of the axes that are left, followed by the new one
};

std::optional<DenseEinsum> dense_einsum(const std::string& equation, std::size_t matrix) {
    const std::size_t comma = equation.find(',');
    const std::size_t arrow = equation.find("->");
    if (comma == std::string::npos || arrow == std::string::npos || arrow < comma) {
        return std::nullopt;
    }
    std::array<std::string, 2> terms = {equation.substr(0, comma),
                                        equation.substr(comma + 1, arrow - comma - 1)};
    const std::string result = equation.substr(arrow + 2);
    const std::string& weights = terms[matrix];
    std::string& picture = terms[1 - matrix];
    constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyz";
    const std::string all = weights + picture;
    if (weights.size() != 2 || weights[0] == weights[1] ||
        all.find_first_not_of(kPlain) != std::string::npos) {
        return std::nullopt;
    }
    const bool first_goes = picture.find(weights[0]) != std::string::npos;
    const char goes = weights[first_goes ? 0 : 1];
    const char comes = weights[first_goes ? 1 : 0];
    const std::size_t axis = picture.find(goes);
    if (axis == std::string::npos || picture.find(comes) != std::string::npos) {
        return std::nullopt;
    }
    DenseEinsum found{matrix, !first_goes, static_cast<std::int64_t>(axis), {}};
    picture.erase(axis, 1);
    picture += comes;
    for (const char index : result) {
        found.order.push_back(static_cast<std::int64_t>(picture.find(index)));
    }
    std::string left = picture;
    std::string wanted = result;
    std::sort(left.begin(), left.end());
    std::sort(wanted.begin(), wanted.end());
    const bool each_once = std::adjacent_find(left.begin(), left.end()) == left.end();
    return left == wanted && each_once ? std::optional(found) : std::nullopt;
}

Kernel make_einsum(const Step& step) {
    const std::string equation = step.attributes.text("equation");
    for (const std::size_t matrix : {std::size_t{1}, std::size_t{0}}) {
        if (const auto how = dense_einsum(equation, matrix)) {
            return {[how = *how](Tensors& in) {
                        const at::Tensor& weights = in[how.matrix];
                        return dense(in[1 - how.matrix].movedim(how.axis, -1),
                                     how.transposed ? weights.t() : weights, {})
                            .permute(how.order)
                            .contiguous();
                    },
                    {}};
        }
    }
    return {[equation](Tensors& in) { return at::einsum(equation, in).contiguous(); }, {}};
}

/// Inputs x, w (in × out) and perhaps a bias.
Kernel make_linear() {
    return {[](Tensors& in) {
                return dense(in[0], in[1], in.size() > 2 ? in[2].reshape({-1}) : at::Tensor());
            },
            {}};
}

Kernel make_layer_norm(const Step& step, const at::Tensor& result) {
    return {[epsilon = step.attributes.number("epsilon", 0)](Tensors& in) {
                return at::layer_norm(in[0], {in[0].size(-1)}, in[1].reshape({-1}),
                                      in[2].reshape({-1}), epsilon);
            },
            result};
}

using Reduction = at::Tensor (*)(const at::Tensor&, const Shape&, bool);

at::Tensor product_along(at::Tensor x, Shape axes, bool keep) {
    std::sort(axes.rbegin(), axes.rend());
    for (const std::int64_t axis : axes) {
        x = at::prod(x, axis, keep);
    }
    return x;
}

Kernel make_reduction(const Step& step, Values inputs, Reduction reduce) {
    Shape axes = whole_numbers(inputs[1]);
    for (std::int64_t& axis : axes) {
        axis = axis_of(axis, inputs[0].meta.dim());
    }
    const bool keep = step.attributes.flag("keep_dims");
    return {[=](Tensors& in) { return axes.empty() ? in[0] : reduce(in[0], axes, keep); }, {}};
}

} // namespace

Kernel make_matrix_kernel(const Step& step, Values inputs) {
    switch (step.op) {
    case Op::MatMul:
    case Op::FusedMatMul:
        return make_product(step);
    case Op::BatchMatMulV2:
        return make_batch_product(step);
    case Op::Einsum:
        return make_einsum(step);
    case Op::Linear:
        return make_linear();
    case Op::LayerNorm:
        return make_layer_norm(step, inputs[0].meta);
    case Op::Sum:
        return make_reduction(step, inputs, [](const at::Tensor& x, const Shape& axes, bool keep) {
            return at::sum(x, axes, keep);
        });
    case Op::Mean:
        return make_reduction(step, inputs, [](const at::Tensor& x, const Shape& axes, bool keep) {
            return at::mean(x, axes, keep);
        });
    case Op::Max:
        return make_reduction(step, inputs, [](const at::Tensor& x, const Shape& axes, bool keep) {
            return at::amax(x, axes, keep);
        });
    case Op::Min:
        return make_reduction(step, inputs, [](const at::Tensor& x, const Shape& axes, bool keep) {
            return at::amin(x, axes, keep);
        });
    case Op::Prod:
        return make_reduction(step, inputs, [](const at::Tensor& x, const Shape& axes, bool keep) {
            return product_along(x, axes, keep);
        });
    default:
        return {};
    }
}

} // namespace kinovar::nn::graph_tf
