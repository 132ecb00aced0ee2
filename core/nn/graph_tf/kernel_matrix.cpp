#include "core/nn/graph_tf/kernel.h"

#include <fmt/format.h>

#include <algorithm>

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

Kernel make_einsum(const Step& step) {
    return {[equation = step.attributes.text("equation")](Tensors& in) {
                return at::einsum(equation, in).contiguous();
            },
            {}};
}

/// x · w (+ bias) along the last axis: inputs x, w (in × out) and perhaps a bias.
Kernel make_linear(Values inputs) {
    Shape shape(inputs[0].meta.sizes().begin(), inputs[0].meta.sizes().end());
    shape.back() = inputs[1].meta.size(1);
    return {[shape](Tensors& in) {
                const at::Tensor rows = in[0].reshape({-1, in[0].size(-1)});
                return (in.size() > 2 ? at::addmm(in[2].reshape({-1}), rows, in[1])
                                      : at::mm(rows, in[1]))
                    .view(shape);
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
        return make_linear(inputs);
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
