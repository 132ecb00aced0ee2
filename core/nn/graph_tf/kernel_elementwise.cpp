#include "core/nn/graph_tf/kernel.h"
#include "core/nn/torch_runtime.h"

#include <ATen/ExpandUtils.h>
#include <fmt/format.h>

namespace kinovar::nn::graph_tf {

namespace {

using tfjs::Op;
using Unary = at::Tensor (*)(const at::Tensor&);
using UnaryInPlace = at::Tensor& (*)(at::Tensor&);
using Binary = at::Tensor (*)(const at::Tensor&, const at::Tensor&);
using BinaryInPlace = void (*)(at::Tensor&, const at::Tensor&);

constexpr double kRelu6Limit = 6;

/// Whether `a` may hold the result of an operator on both.
bool can_hold(const at::Tensor& a, const at::Tensor& b) {
    return is_mine(a) && a.scalar_type() == b.scalar_type() &&
           (a.sizes() == b.sizes() || at::infer_size(a.sizes(), b.sizes()) == a.sizes());
}

/// What two operands make together; libtorch cannot tell it of all operators without running them.
at::Tensor joint_result(const at::Tensor& a, const at::Tensor& b, at::ScalarType type) {
    return meta_tensor(at::infer_size(a.sizes(), b.sizes()), type);
}

/// `in_place` is null where the result has another type or there is no such operator.
Kernel binary(Binary fresh, BinaryInPlace in_place, bool commutes) {
    return {[=](Tensors& in) {
                if (in_place != nullptr && can_hold(in[0], in[1])) {
                    in_place(in[0], in[1]);
                    return std::move(in[0]);
                }
                if (commutes && in_place != nullptr && can_hold(in[1], in[0])) {
                    in_place(in[1], in[0]);
                    return std::move(in[1]);
                }
                return fresh(in[0], in[1]);
            },
            {}};
}

Kernel unary(Unary fresh, UnaryInPlace in_place, const at::Tensor& result) {
    return {[=](Tensors& in) {
                if (in_place != nullptr && is_mine(in[0])) {
                    in_place(in[0]);
                    return std::move(in[0]);
                }
                return fresh(in[0]);
            },
            result};
}

#define KINOVAR_BINARY(body) [](const at::Tensor& a, const at::Tensor& b) -> at::Tensor { body }
#define KINOVAR_INTO(body) [](at::Tensor& a, const at::Tensor& b) { body }

Kernel make_arithmetic(Op op) {
    switch (op) {
    case Op::BiasAdd:
    case Op::AddV2:
        return binary(KINOVAR_BINARY(return at::add(a, b);), KINOVAR_INTO(a.add_(b);), true);
    case Op::Sub:
        return binary(KINOVAR_BINARY(return at::sub(a, b);), KINOVAR_INTO(a.sub_(b);), false);
    case Op::Mul:
        return binary(KINOVAR_BINARY(return at::mul(a, b);), KINOVAR_INTO(a.mul_(b);), true);
    case Op::RealDiv:
        return binary(KINOVAR_BINARY(return at::div(a, b);), KINOVAR_INTO(a.div_(b);), false);
    case Op::FloorDiv:
        return binary(KINOVAR_BINARY(return at::div(a, b, "floor");), nullptr, false);
    case Op::FloorMod:
        return binary(KINOVAR_BINARY(return at::remainder(a, b);), nullptr, false);
    case Op::Maximum:
        return binary(KINOVAR_BINARY(return at::maximum(a, b);), nullptr, false);
    case Op::Minimum:
        return binary(KINOVAR_BINARY(return at::minimum(a, b);), nullptr, false);
    case Op::Pow:
        return binary(KINOVAR_BINARY(return at::pow(a, b);), nullptr, false);
    case Op::SquaredDifference:
        return binary(KINOVAR_BINARY(return at::sub(a, b).square_();), nullptr, false);
    case Op::Atan2:
        return binary(KINOVAR_BINARY(return at::atan2(a, b);), nullptr, false);
    default:
        return {};
    }
}

Kernel make_comparison(Op op) {
    switch (op) {
    case Op::Equal:
        return binary(KINOVAR_BINARY(return at::eq(a, b);), nullptr, false);
    case Op::NotEqual:
        return binary(KINOVAR_BINARY(return at::ne(a, b);), nullptr, false);
    case Op::Less:
        return binary(KINOVAR_BINARY(return at::lt(a, b);), nullptr, false);
    case Op::LessEqual:
        return binary(KINOVAR_BINARY(return at::le(a, b);), nullptr, false);
    case Op::Greater:
        return binary(KINOVAR_BINARY(return at::gt(a, b);), nullptr, false);
    case Op::GreaterEqual:
        return binary(KINOVAR_BINARY(return at::ge(a, b);), nullptr, false);
    case Op::LogicalAnd:
        return binary(KINOVAR_BINARY(return at::logical_and(a, b);), nullptr, false);
    case Op::LogicalOr:
        return binary(KINOVAR_BINARY(return at::logical_or(a, b);), nullptr, false);
    default:
        return {};
    }
}

#undef KINOVAR_BINARY
#undef KINOVAR_INTO

struct UnaryEntry {
    Op op;
    Unary fresh;
    UnaryInPlace in_place;
};

const UnaryEntry kUnary[] = {
    {Op::Abs, at::abs, at::abs_},
    {Op::Neg, at::neg, at::neg_},
    {Op::Exp, at::exp, at::exp_},
    {Op::Log, at::log, at::log_},
    {Op::Sqrt, at::sqrt, at::sqrt_},
    {Op::Rsqrt, at::rsqrt, at::rsqrt_},
    {Op::Square, at::square, at::square_},
    {Op::Reciprocal, at::reciprocal, at::reciprocal_},
    {Op::Floor, at::floor, at::floor_},
    {Op::Ceil, at::ceil, at::ceil_},
    {Op::Round, at::round, at::round_},
    {Op::Sign, at::sign, nullptr},
    {Op::Sin, at::sin, at::sin_},
    {Op::Cos, at::cos, at::cos_},
    {Op::Tanh, at::tanh, at::tanh_},
    {Op::Sigmoid, at::sigmoid, at::sigmoid_},
    {Op::Relu, at::relu, at::relu_},
    {Op::LogicalNot, at::logical_not, nullptr},
    {Op::Identity, [](const at::Tensor& x) { return x; }, nullptr},
    {Op::ZerosLike, [](const at::Tensor& x) { return at::zeros_like(x); }, nullptr},
    {Op::OnesLike, [](const at::Tensor& x) { return at::ones_like(x); }, nullptr},
    {Op::Relu6, [](const at::Tensor& x) { return at::clamp(x, 0, kRelu6Limit); },
     [](at::Tensor& x) -> at::Tensor& { return x.clamp_(0, kRelu6Limit); }},
    {Op::Elu, [](const at::Tensor& x) { return at::elu(x); },
     [](at::Tensor& x) -> at::Tensor& { return at::elu_(x); }},
    {Op::Softplus, [](const at::Tensor& x) { return at::softplus(x); }, nullptr},
    {Op::Softmax, [](const at::Tensor& x) { return at::softmax(x, -1); }, nullptr},
    {Op::Gelu, [](const at::Tensor& x) { return at::gelu(x, "tanh"); }, nullptr},
};

Kernel make_sum() {
    return {[](Tensors& in) {
                at::Tensor sum = std::move(in[0]);
                bool fresh = is_mine(sum);
                for (std::size_t i = 1; i < in.size(); ++i) {
                    fresh = fresh && sum.sizes() == in[i].sizes();
                    sum = fresh ? sum.add_(in[i]) : at::add(sum, in[i]);
                    fresh = sum.is_floating_point() && !sum.is_meta();
                    in[i].reset();
                }
                return sum;
            },
            {}};
}

Kernel make_leaky_relu(const Step& step, const at::Tensor& result) {
    constexpr double kDefaultSlope = 0.2;
    const double slope = step.attributes.number("alpha", kDefaultSlope);
    return {[slope](Tensors& in) {
                return is_mine(in[0]) ? at::leaky_relu_(in[0], slope)
                                      : at::leaky_relu(in[0], slope);
            },
            result};
}

Kernel make_prelu(Values inputs) {
    const std::int64_t channels = inputs[0].meta.dim() > 0 ? inputs[0].meta.size(-1) : 1;
    const bool per_channel = inputs[1].meta.numel() == channels;
    constexpr std::int64_t kPictureRank = 4;
    if (per_channel && inputs[0].meta.dim() == kPictureRank) {
        return {[](Tensors& in) {
                    return at::prelu(in[0].permute({0, 3, 1, 2}), in[1].reshape({-1}))
                        .permute({0, 2, 3, 1});
                },
                inputs[0].meta};
    }
    return {[](Tensors& in) { return at::where(in[0] > 0, in[0], in[0] * in[1]); },
            joint_result(inputs[0].meta, inputs[1].meta, inputs[0].meta.scalar_type())};
}

at::ScalarType type_named(const std::string& name) {
    if (name == "DT_FLOAT" || name == "DT_HALF" || name == "DT_DOUBLE") {
        return at::kFloat;
    }
    if (name == "DT_INT32" || name == "DT_INT64") {
        return at::kLong;
    }
    if (name == "DT_BOOL") {
        return at::kBool;
    }
    throw std::invalid_argument(fmt::format("wants the unknown type {}", tfjs::shown(name)));
}

} // namespace

Kernel make_elementwise_kernel(const Step& step, Values inputs) {
    for (const UnaryEntry& entry : kUnary) {
        if (entry.op == step.op) {
            return unary(entry.fresh, entry.in_place, inputs[0].meta);
        }
    }
    Kernel kernel = make_arithmetic(step.op);
    if (!kernel.run) {
        kernel = make_comparison(step.op);
        if (kernel.run) {
            kernel.result = joint_result(inputs[0].meta, inputs[1].meta, at::kBool);
        }
    }
    if (kernel.run) {
        return kernel;
    }
    switch (step.op) {
    case Op::AddN:
        return make_sum();
    case Op::LeakyRelu:
        return make_leaky_relu(step, inputs[0].meta);
    case Op::Prelu:
        return make_prelu(inputs);
    case Op::SelectV2:
        return {
            [](Tensors& in) { return at::where(in[0], in[1], in[2]); },
            joint_result(inputs[0].meta,
                         joint_result(inputs[1].meta, inputs[2].meta, inputs[1].meta.scalar_type()),
                         inputs[1].meta.scalar_type())};
    case Op::Cast:
        return {[type = type_named(step.attributes.text("DstT"))](Tensors& in) {
                    const bool half = type == at::kFloat && in[0].is_cuda();
                    return in[0].to(half ? current_precision() : type);
                },
                {}};
    default:
        return {};
    }
}

} // namespace kinovar::nn::graph_tf
