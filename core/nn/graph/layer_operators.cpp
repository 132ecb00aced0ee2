#include "core/nn/graph/layer_operators.h"

#include "core/nn/ops.h"

#include <array>
#include <utility>

namespace kinovar::nn {

namespace {

template <std::size_t N>
using Sizes = std::array<std::int64_t, N>;

at::Tensor per_channel(const std::vector<float>& values) {
    return device_tensor(values, {static_cast<std::int64_t>(values.size())});
}

void leaky_relu_in_place(at::Tensor& tensor, float slope) {
    if (slope == 0) {
        at::relu_(tensor);
    } else {
        at::leaky_relu_(tensor, slope);
    }
}

at::Tensor writable(Operand& operand) {
    return operand.mine ? operand.tensor : operand.tensor.clone();
}

void activate(at::Tensor& tensor, graph::Activation activation, float slope) {
    if (activation == graph::Activation::LeakyRelu) {
        leaky_relu_in_place(tensor, slope);
    }
}

Operator build(graph::DeconvolutionLayer& layer) {
    const ConvTranspose2d enlarge(
        layer.weights, {layer.in_channels, layer.out_channels, layer.kernel, layer.kernel},
        layer.bias, layer.stride, layer.padding);
    layer.weights = {};
    return [=, activation = layer.activation, slope = layer.slope](Operands& in) {
        at::Tensor output = enlarge(in[0].tensor);
        activate(output, activation, slope);
        return output.contiguous(at::MemoryFormat::ChannelsLast);
    };
}

Operator build(const graph::PReluLayer& layer) {
    return [slopes = per_channel(layer.slopes)](Operands& in) {
        return at::prelu(in[0].tensor, slopes);
    };
}

Operator build(const graph::ReluLayer& layer) {
    return [slope = layer.slope](Operands& in) {
        at::Tensor output = writable(in[0]);
        leaky_relu_in_place(output, slope);
        return output;
    };
}

Operator build(const graph::SigmoidLayer& /*layer*/) {
    return [](Operands& in) { return at::sigmoid_(in[0].tensor = writable(in[0])); };
}

Operator build(const graph::SiluLayer& /*layer*/) {
    return [](Operands& in) { return at::silu_(in[0].tensor = writable(in[0])); };
}

Operator build(const graph::PixelUnshuffleLayer& layer) {
    return
        [factor = layer.factor](Operands& in) { return at::pixel_unshuffle(in[0].tensor, factor); };
}

/// Flow in pixels → the sampling positions of libtorch, -1 to 1 from the first pixel's centre to
/// the last one's.
at::Tensor sampling_grid(const at::Tensor& flow) {
    const auto axis = [&](std::int64_t length) { return at::arange(length, flow.options()); };
    const std::int64_t height = flow.size(2);
    const std::int64_t width = flow.size(3);
    const auto spread = [](at::Tensor position, std::int64_t length) {
        return length > 1 ? position.mul_(2.0 / static_cast<double>(length - 1)).sub_(1) : position;
    };
    const at::Tensor x = spread(flow.select(1, 0) + axis(width), width);
    const at::Tensor y = spread(flow.select(1, 1) + axis(height).unsqueeze(1), height);
    return at::stack({x, y}, 3);
}

Operator build(const graph::WarpLayer& /*layer*/) {
    enum : std::int64_t { kBilinear = 0, kBorder = 1 };
    return [](Operands& in) {
        return at::grid_sampler_2d(in[0].tensor, sampling_grid(in[1].tensor), kBilinear, kBorder,
                                   /*align_corners=*/true);
    };
}

Operator build(const graph::PixelShuffleLayer& layer) {
    return
        [factor = layer.factor](Operands& in) { return at::pixel_shuffle(in[0].tensor, factor); };
}

Operator build(const graph::InterpLayer& layer) {
    return [layer](Operands& in) {
        const at::Tensor& input = in[0].tensor;
        const Sizes<2> size = {input.size(2) * layer.factor_h / layer.divisor_h,
                               input.size(3) * layer.factor_w / layer.divisor_w};
        return layer.bilinear
                   ? at::upsample_bilinear2d(input, at::IntArrayRef(size),
                                             /*align_corners=*/false, c10::nullopt, c10::nullopt)
                   : at::upsample_nearest2d(input, at::IntArrayRef(size), c10::nullopt,
                                            c10::nullopt);
    };
}

at::Tensor binary(graph::BinaryOp op, at::Tensor a, const at::Tensor& b) {
    using Op = graph::BinaryOp;
    switch (op) {
    case Op::Add:
        return a.add_(b);
    case Op::Sub:
        return a.sub_(b);
    case Op::Mul:
        return a.mul_(b);
    case Op::Div:
        return a.div_(b);
    case Op::Max:
        return at::maximum(a, b);
    case Op::Min:
        return at::minimum(a, b);
    case Op::RSub:
        return at::sub(b, a);
    case Op::RDiv:
        return at::div(b, a);
    }
    return a;
}

Operator build(const graph::BinaryOpLayer& layer) {
    return [layer](Operands& in) {
        const bool commutes = layer.op == graph::BinaryOp::Add || layer.op == graph::BinaryOp::Mul;
        if (!layer.with_scalar && commutes && !in[0].mine && in[1].mine) {
            std::swap(in[0], in[1]);
        }
        const at::Tensor second =
            layer.with_scalar ? at::full({}, layer.scalar, in[0].tensor.options()) : in[1].tensor;
        return binary(layer.op, writable(in[0]), second);
    };
}

/// Σ coefficient·input in as few passes as there are inputs, over one that may be overwritten.
at::Tensor weighted_sum(Operands& in, std::vector<float> coefficients) {
    std::size_t base = 0;
    for (std::size_t i = 0; i < in.size(); ++i) {
        if (in[i].mine && (coefficients[i] == 1 || !in[base].mine)) {
            base = i;
        }
    }
    at::Tensor sum = writable(in[base]);
    if (coefficients[base] != 1) {
        sum.mul_(coefficients[base]);
    }
    for (std::size_t i = 0; i < in.size(); ++i) {
        if (i != base) {
            sum.add_(in[i].tensor, coefficients[i]);
        }
    }
    return sum;
}

Operator build(const graph::EltwiseLayer& layer) {
    return [layer](Operands& in) {
        if (layer.op == graph::EltwiseOp::Sum) {
            return weighted_sum(in, layer.coefficients.empty() ? std::vector<float>(in.size(), 1.0F)
                                                               : layer.coefficients);
        }
        at::Tensor result = writable(in[0]);
        for (std::size_t i = 1; i < in.size(); ++i) {
            result = layer.op == graph::EltwiseOp::Product ? result.mul_(in[i].tensor)
                                                           : at::maximum(result, in[i].tensor);
        }
        return result;
    };
}

Operator build(graph::ScaleLayer& layer) {
    const auto count = static_cast<std::int64_t>(layer.scale.size());
    const at::Tensor scale = device_tensor(layer.scale, {1, count, 1, 1});
    const at::Tensor bias =
        layer.bias.empty() ? at::Tensor() : device_tensor(layer.bias, {1, count, 1, 1});
    return [scale, bias](Operands& in) {
        at::Tensor output = writable(in[0]).mul_(scale);
        return bias.defined() ? output.add_(bias) : output;
    };
}

/// What is no work of its own.
template <class Other>
Operator build(const Other& /*layer*/) {
    return {};
}

} // namespace

Operator make_operator(graph::Layer& layer) {
    return std::visit([](auto& one) { return build(one); }, layer);
}

} // namespace kinovar::nn
