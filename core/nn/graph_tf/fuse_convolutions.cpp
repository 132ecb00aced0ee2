#include "core/nn/graph_tf/program.h"
#include "core/nn/torch_runtime.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::nn::graph_tf {

namespace {

using tfjs::Op;
using tfjs::Shape;

constexpr std::size_t kPictureRank = 4;
constexpr double kDefaultSlope = 0.2; // of TensorFlow's LeakyRelu

bool is_depthwise(Op op) {
    return op == Op::DepthwiseConv2dNative || op == Op::FusedDepthwiseConv2dNative;
}

bool is_convolution(Op op) {
    return op == Op::Conv2D || op == Op::FusedConv2D || op == Op::Conv2DBackpropInput ||
           is_depthwise(op);
}

Activation activation_named(const std::string& name) {
    constexpr std::pair<std::string_view, Activation> kNames[] = {
        {"Relu", Activation::Relu},   {"Relu6", Activation::Relu6},
        {"Elu", Activation::Elu},     {"LeakyRelu", Activation::LeakyRelu},
        {"Prelu", Activation::PRelu}, {"Sigmoid", Activation::Sigmoid},
        {"Tanh", Activation::Tanh},
    };
    for (const auto& [known, activation] : kNames) {
        if (known == name) {
            return activation;
        }
    }
    throw std::invalid_argument(
        fmt::format("is fused with {}, which is not understood", tfjs::shown(name)));
}

class Fusion {
public:
    explicit Fusion(Program& program) : program_(program), readers_(count_readers(program)) {}

    void run() {
        for (std::size_t i = 0; i < program_.steps.size(); ++i) {
            Step& step = program_.steps[i];
            try {
                if (is_convolution(step.op)) {
                    prepare(step);
                } else {
                    merge(step);
                }
            } catch (const std::invalid_argument& problem) {
                throw std::invalid_argument(fmt::format("node {} ({}) {}", tfjs::shown(step.name),
                                                        tfjs::name_of(step.op), problem.what()));
            }
        }
        drop_unread(program_);
        for (Step& step : program_.steps) {
            if (step.convolution != nullptr) {
                settle(step);
            }
        }
    }

private:
    Step& step_at(int index) { return program_.steps[static_cast<std::size_t>(index)]; }
    int& readers_of(int index) { return readers_[static_cast<std::size_t>(index)]; }

    /// A constant of floats, else null.
    const at::Tensor* constant_at(int index) {
        const Step& step = step_at(index);
        return step.op == Op::Const && step.constant.is_floating_point() ? &step.constant : nullptr;
    }

    /// One number per channel, if that is what the constant is.
    static at::Tensor per_channel(const at::Tensor& constant, std::int64_t channels) {
        const bool last = constant.dim() > 0 && constant.size(-1) == channels;
        const bool fits = constant.dim() <= static_cast<std::int64_t>(kPictureRank) &&
                          constant.numel() == channels && (last || channels == 1);
        if (constant.numel() == 1) {
            return constant.reshape({1}).expand({channels}).contiguous();
        }
        return fits ? constant.reshape({channels}) : at::Tensor();
    }

    void prepare(Step& step) {
        const bool transposed = step.op == Op::Conv2DBackpropInput;
        const int kernel_at = step.inputs[1];
        const at::Tensor* kernel = constant_at(kernel_at);
        if (kernel == nullptr || kernel->dim() != static_cast<std::int64_t>(kPictureRank) ||
            kernel->numel() == 0) {
            throw std::invalid_argument("has a kernel that is not a constant of rank 4");
        }
        auto how = std::make_shared<Convolution>();
        if (is_depthwise(step.op)) { // kh × kw × channels × results of each
            const auto size = kernel->sizes();
            how->groups = size[2];
            how->weights = kernel->permute({2, 3, 0, 1}).reshape({-1, 1, size[0], size[1]}).clone();
        } else { // kh × kw × in × out; transposed: kh × kw × out × in
            how->weights = kernel->permute({3, 2, 0, 1}).clone(at::MemoryFormat::Contiguous);
        }
        for (std::size_t i = 0; i < kPictureRank; ++i) {
            how->shape[i] = how->weights.size(static_cast<std::int64_t>(i));
        }
        if (--readers_of(kernel_at) == 0) {
            step_at(kernel_at).constant.reset(); // nobody else needs it
        }
        take_fused(step, *how);
        const int picture = transposed ? step.inputs[2] : step.inputs[0];
        step.inputs = transposed ? std::vector<int>{step.inputs[0], picture} : std::vector{picture};
        step.convolution = std::move(how);
        if (!transposed) {
            merge_margin(step);
        }
    }

    std::int64_t out_channels(const Step& step) {
        return step.convolution->shape[step.op == Op::Conv2DBackpropInput ? 1 : 0];
    }

    /// What TensorFlow's own fused operators bring along.
    void take_fused(Step& step, Convolution& how) {
        std::size_t next = 2;
        for (const std::string& name : step.attributes.texts("fused_ops")) {
            const bool bias = name == "BiasAdd";
            at::Tensor operand;
            if (bias || name == "Prelu") {
                const at::Tensor* constant =
                    next < step.inputs.size() ? constant_at(step.inputs[next]) : nullptr;
                operand = constant == nullptr ? at::Tensor() : per_channel(*constant, how.shape[0]);
                if (!operand.defined()) {
                    throw std::invalid_argument("has no bias or slopes of its channels");
                }
                --readers_of(step.inputs[next++]);
            }
            if (bias) {
                how.bias = operand;
                continue;
            }
            how.activation = activation_named(name);
            how.slopes = operand;
            how.slope =
                static_cast<float>(step.attributes.number("leakyrelu_alpha", kDefaultSlope));
        }
    }

    /// A Pad in front of a convolution without margin becomes its margin.
    void merge_margin(Step& step) {
        const Step& pad = step_at(step.inputs[0]);
        if (pad.op != Op::Pad || pad.inputs.size() != 2 || readers_of(step.inputs[0]) != 1 ||
            step_at(pad.inputs[1]).op != Op::Const || step.attributes.text("padding") != "VALID") {
            return;
        }
        const at::Tensor margins = step_at(pad.inputs[1]).constant.to(at::kLong).contiguous();
        if (margins.numel() != 2 * static_cast<std::int64_t>(kPictureRank)) {
            return;
        }
        const auto* data = margins.data_ptr<std::int64_t>();
        const Shape all(data, data + margins.numel());
        const bool only_sides = all[0] == 0 && all[1] == 0 && all[6] == 0 && all[7] == 0;
        if (!only_sides || *std::min_element(all.begin(), all.end()) < 0) {
            return;
        }
        step.attributes.set("padding", std::string("EXPLICIT"));
        step.attributes.set("explicit_paddings", all);
        step.inputs[0] = pad.inputs[0];
    }

    /// Lets the convolution before `step` do its work, if it can.
    void merge(Step& step) {
        for (std::size_t side = 0; side < std::min<std::size_t>(step.inputs.size(), 2); ++side) {
            const int before = step.inputs[side];
            const auto& how = step_at(before).convolution;
            if (how == nullptr || readers_of(before) != 1 || how->activation != Activation::None) {
                continue;
            }
            if (absorb(step_at(before), step, side)) {
                Step& convolution = step_at(before);
                step.op = convolution.op;
                step.inputs = convolution.inputs;
                step.attributes = convolution.attributes;
                step.convolution = std::move(convolution.convolution);
                convolution.op = Op::Identity; // unread from here on
                return;
            }
        }
    }

    bool absorb(Step& convolution, const Step& next, std::size_t side) {
        Convolution& how = *convolution.convolution;
        const std::int64_t channels = out_channels(convolution);
        const bool first = side == 0;
        at::Tensor numbers;
        if (next.inputs.size() == 2) {
            const at::Tensor* constant = constant_at(next.inputs[1 - side]);
            numbers = constant == nullptr ? at::Tensor() : per_channel(*constant, channels);
        }
        switch (next.op) {
        case Op::AddV2:
        case Op::AddN:
        case Op::BiasAdd:
            return numbers.defined() && add_bias(how, numbers);
        case Op::Sub:
            return first && numbers.defined() && add_bias(how, numbers.neg());
        case Op::Mul:
            return numbers.defined() && convolution.op != Op::Conv2DBackpropInput &&
                   scale(how, numbers);
        case Op::FusedBatchNormV3:
            return first && convolution.op != Op::Conv2DBackpropInput && normalise(how, next);
        case Op::Prelu:
            how.slopes = numbers;
            return first && numbers.defined() && set(how, Activation::PRelu);
        case Op::LeakyRelu:
            how.slope = static_cast<float>(next.attributes.number("alpha", kDefaultSlope));
            return set(how, Activation::LeakyRelu);
        case Op::Relu:
            return set(how, Activation::Relu);
        case Op::Relu6:
            return set(how, Activation::Relu6);
        case Op::Elu:
            return set(how, Activation::Elu);
        case Op::Sigmoid:
            return set(how, Activation::Sigmoid);
        case Op::Tanh:
            return set(how, Activation::Tanh);
        default:
            return false;
        }
    }

    static bool set(Convolution& how, Activation activation) {
        how.activation = activation;
        return true;
    }

    static bool add_bias(Convolution& how, const at::Tensor& offset) {
        how.bias = how.bias.has_value() ? *how.bias + offset : offset;
        return true;
    }

    static bool scale(Convolution& how, const at::Tensor& factor) {
        how.weights.mul_(factor.view({-1, 1, 1, 1}));
        if (how.bias.has_value()) {
            how.bias = *how.bias * factor;
        }
        return true;
    }

    bool normalise(Convolution& how, const Step& norm) {
        std::array<at::Tensor, 4> parts; // scale, offset, mean, variance
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const at::Tensor* constant = constant_at(norm.inputs[i + 1]);
            parts[i] = constant == nullptr ? at::Tensor() : per_channel(*constant, how.shape[0]);
            if (!parts[i].defined()) {
                return false;
            }
        }
        constexpr double kDefaultEpsilon = 1e-4;
        const double epsilon = norm.attributes.number("epsilon", kDefaultEpsilon);
        const at::Tensor factor = parts[0] * at::rsqrt(parts[3] + epsilon);
        return scale(how, factor) && add_bias(how, parts[1] - parts[2] * factor);
    }

    /// Weights go to where they are used, in the form that is fastest there.
    static void settle(Step& step) {
        Convolution& how = *step.convolution;
        const auto margin = fixed_margin(step);
        const Shape strides = step.attributes.integers("strides");
        const Shape dilations = step.attributes.integers("dilations");
        const auto all_one = [](const Shape& shape) {
            return std::all_of(shape.begin(), shape.end(),
                               [](std::int64_t one) { return one == 1; });
        };
        how.by_engine = margin.has_value() && how.groups == 1 && all_one(strides) &&
                        all_one(dilations) && step.op != Op::Conv2DBackpropInput;
        if (how.by_engine) {
            const at::Tensor weights = how.weights.contiguous();
            const at::Tensor bias = how.bias.has_value() ? how.bias->contiguous() : at::Tensor();
            ConvShape shape;
            shape.padding = *margin;
            const auto count = [](const at::Tensor& tensor) {
                return static_cast<std::size_t>(tensor.numel());
            };
            how.engine =
                Conv2d({weights.data_ptr<float>(), count(weights)}, weights.sizes(),
                       bias.defined() ? std::span<const float>(bias.data_ptr<float>(), count(bias))
                                      : std::span<const float>(),
                       shape);
            how.weights.reset();
            how.bias.reset();
        } else {
            how.weights = to_device(how.weights.contiguous(at::MemoryFormat::ChannelsLast),
                                    current_device(), current_precision());
            if (how.bias.has_value()) {
                how.bias = to_device(*how.bias, current_device(), current_precision());
            }
        }
        if (how.slopes.defined()) {
            how.slopes = to_device(how.slopes, current_device(), current_precision());
        }
    }

    /// The margin {y, x} of a convolution of stride 1, where it does not depend on the picture and
    /// is the same on opposite sides.
    static std::optional<std::array<std::int64_t, 2>> fixed_margin(const Step& step) {
        const std::array<std::int64_t, 2> size = {step.convolution->shape[2],
                                                  step.convolution->shape[3]};
        const std::string padding = step.attributes.text("padding");
        if (padding == "VALID") {
            return std::array<std::int64_t, 2>{0, 0};
        }
        if (padding == "SAME" && size[0] % 2 == 1 && size[1] % 2 == 1) {
            return std::array<std::int64_t, 2>{size[0] / 2, size[1] / 2};
        }
        const Shape margins = step.attributes.integers("explicit_paddings");
        if (padding == "EXPLICIT" && margins.size() == 2 * kPictureRank &&
            margins[2] == margins[3] && margins[4] == margins[5]) {
            return std::array<std::int64_t, 2>{margins[2], margins[4]};
        }
        return std::nullopt;
    }

    Program& program_;
    std::vector<int> readers_;
};

} // namespace

void fuse_convolutions(Program& program) {
    Fusion(program).run();
}

} // namespace kinovar::nn::graph_tf
