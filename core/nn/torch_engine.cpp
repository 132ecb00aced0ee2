#include "core/nn/engine.h"
#include "core/nn/ncnn/facts.h"
#include "core/nn/tensor_bridge.h"
#include "core/nn/torch_runtime.h"

#include <fmt/format.h>

namespace kinovar::nn {

namespace {

using Tensors = std::vector<at::Tensor>;

/// A tensor handed to an operator. `mine`: nobody reads it afterwards, so it may be overwritten.
struct Operand {
    at::Tensor tensor;
    bool mine = false;
};
using Operands = std::vector<Operand>;
template <std::size_t N>
using Sizes = std::array<std::int64_t, N>;
using Operator = std::function<at::Tensor(Operands&)>;

at::Tensor tensor_from_weights(const std::vector<float>& values, at::IntArrayRef shape) {
    auto* data = const_cast<float*>(values.data()); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    return at::from_blob(data, shape, at::TensorOptions().dtype(at::kFloat))
        .clone()
        .to(current_device());
}

at::Tensor per_channel(const std::vector<float>& values) {
    return tensor_from_weights(values, {static_cast<std::int64_t>(values.size())});
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

Operator build(ncnn::ConvolutionLayer& layer) {
    at::Tensor weights = tensor_from_weights(layer.weights, {layer.out_channels, layer.in_channels,
                                                             layer.kernel_h, layer.kernel_w})
                             .contiguous(at::MemoryFormat::ChannelsLast);
    layer.weights = {};
    c10::optional<at::Tensor> bias;
    if (!layer.bias.empty()) {
        bias = per_channel(layer.bias);
    }
    const bool even = layer.pad_left == layer.pad_right && layer.pad_top == layer.pad_bottom;
    const Sizes<4> margins = {layer.pad_left, layer.pad_right, layer.pad_top, layer.pad_bottom};
    const Sizes<2> padding = {even ? layer.pad_top : 0, even ? layer.pad_left : 0};
    const Sizes<2> stride = {layer.stride_h, layer.stride_w};
    const Sizes<2> dilation = {layer.dilation_h, layer.dilation_w};
    return [=](Operands& in) {
        at::Tensor input = std::move(in[0].tensor);
        if (!even) {
            input = at::constant_pad_nd(input, margins);
        }
        at::Tensor output = at::conv2d(input.contiguous(at::MemoryFormat::ChannelsLast), weights,
                                       bias, stride, padding, dilation);
        if (layer.activation == ncnn::Activation::LeakyRelu) {
            leaky_relu_in_place(output, layer.slope);
        }
        return output;
    };
}

Operator build(const ncnn::PReluLayer& layer) {
    return [slopes = per_channel(layer.slopes)](Operands& in) {
        return at::prelu(in[0].tensor, slopes);
    };
}

Operator build(const ncnn::ReluLayer& layer) {
    return [slope = layer.slope](Operands& in) {
        at::Tensor output = writable(in[0]);
        leaky_relu_in_place(output, slope);
        return output;
    };
}

Operator build(const ncnn::SigmoidLayer& /*layer*/) {
    return [](Operands& in) { return at::sigmoid_(in[0].tensor = writable(in[0])); };
}

Operator build(const ncnn::PixelShuffleLayer& layer) {
    return
        [factor = layer.factor](Operands& in) { return at::pixel_shuffle(in[0].tensor, factor); };
}

Operator build(const ncnn::InterpLayer& layer) {
    return [layer](Operands& in) {
        const at::Tensor& input = in[0].tensor;
        const Sizes<2> size = {input.size(2) * layer.factor_h, input.size(3) * layer.factor_w};
        return layer.bilinear
                   ? at::upsample_bilinear2d(input, at::IntArrayRef(size),
                                             /*align_corners=*/false, c10::nullopt, c10::nullopt)
                   : at::upsample_nearest2d(input, at::IntArrayRef(size), c10::nullopt,
                                            c10::nullopt);
    };
}

at::Tensor binary(ncnn::BinaryOp op, at::Tensor a, const at::Tensor& b) {
    using Op = ncnn::BinaryOp;
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

Operator build(const ncnn::BinaryOpLayer& layer) {
    return [layer](Operands& in) {
        const bool commutes = layer.op == ncnn::BinaryOp::Add || layer.op == ncnn::BinaryOp::Mul;
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

Operator build(const ncnn::EltwiseLayer& layer) {
    return [layer](Operands& in) {
        if (layer.op == ncnn::EltwiseOp::Sum) {
            return weighted_sum(in, layer.coefficients.empty() ? std::vector<float>(in.size(), 1.0F)
                                                               : layer.coefficients);
        }
        at::Tensor result = writable(in[0]);
        for (std::size_t i = 1; i < in.size(); ++i) {
            result = layer.op == ncnn::EltwiseOp::Product ? result.mul_(in[i].tensor)
                                                          : at::maximum(result, in[i].tensor);
        }
        return result;
    };
}

Operator build(const ncnn::ConcatLayer& /*layer*/) {
    return [](Operands& in) {
        Tensors tensors;
        for (Operand& operand : in) {
            tensors.push_back(std::move(operand.tensor));
        }
        return at::cat(tensors, 1);
    };
}

Operator build(ncnn::ScaleLayer& layer) {
    const auto count = static_cast<std::int64_t>(layer.scale.size());
    const at::Tensor scale = tensor_from_weights(layer.scale, {1, count, 1, 1});
    const at::Tensor bias =
        layer.bias.empty() ? at::Tensor() : tensor_from_weights(layer.bias, {1, count, 1, 1});
    return [scale, bias](Operands& in) {
        at::Tensor output = writable(in[0]).mul_(scale);
        return bias.defined() ? output.add_(bias) : output;
    };
}

constexpr std::int64_t kStripFloats = 1 << 23; // of the largest blob in one strip of a tail
constexpr int kLeastStripRadii = 8;            // so that little is computed twice

/// One operator, the slots it reads and the one it fills.
struct Step {
    std::string name;
    Operator run;
    std::vector<int> inputs;
    std::vector<bool> last_use; ///< per input: the slot is empty afterwards
    std::vector<bool> mine;     ///< per input: may be overwritten
    int output = 0;
};

/// A graph turned into steps. Blobs of Split layers share the slot of what they split.
class TorchEngine final : public Engine {
public:
    explicit TorchEngine(ncnn::Graph graph)
        : device_(current_device()), slot_of_(ncnn::owners_of(graph)), tail_(ncnn::tail_of(graph)) {
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            if (tail_ && i == tail_->first_node) {
                tail_step_ = steps_.size();
            }
            add(graph.nodes[i]);
        }
        if (!tail_) {
            tail_step_ = steps_.size();
        }
        for (const int blob : graph.inputs) {
            inputs_.push_back(slot(blob));
            input_channels_.push_back(graph.blobs[static_cast<std::size_t>(blob)].channels);
        }
        for (const int blob : graph.outputs) {
            outputs_.push_back(slot(blob));
        }
        mark_last_uses();
    }

    Result<std::vector<Pixels>> run(std::span<const PixelView> inputs) const override {
        KINOVAR_TRY(check(inputs));
        return guarded([&]() -> Result<std::vector<Pixels>> {
            const at::InferenceMode inference;
            apply_threads();
            Tensors slots(slot_of_.size());
            for (std::size_t i = 0; i < inputs.size(); ++i) {
                slots[static_cast<std::size_t>(inputs_[i])] =
                    tensor_from_pixels(inputs[i]).to(device_);
            }
            execute(0, tail_step_, slots);
            if (tail_) {
                run_tail(slots);
            }
            std::vector<Pixels> results;
            for (const int output : outputs_) {
                results.push_back(pixels_from_tensor(slots[static_cast<std::size_t>(output)]));
            }
            return results;
        });
    }

private:
    [[nodiscard]] int slot(int blob) const { return slot_of_[static_cast<std::size_t>(blob)]; }

    void add(ncnn::Node& node) {
        if (std::holds_alternative<ncnn::InputLayer>(node.layer) ||
            std::holds_alternative<ncnn::SplitLayer>(node.layer)) {
            return;
        }
        Step step;
        step.name = node.name;
        for (const int input : node.inputs) {
            step.inputs.push_back(slot(input));
        }
        step.output = slot(node.outputs.front());
        step.run = std::visit(
            [&](auto& layer) -> Operator {
                using Layer = std::decay_t<decltype(layer)>;
                if constexpr (std::is_same_v<Layer, ncnn::InputLayer> ||
                              std::is_same_v<Layer, ncnn::SplitLayer>) {
                    return {};
                } else {
                    return build(layer);
                }
            },
            node.layer);
        steps_.push_back(std::move(step));
    }

    void mark_last_uses() {
        std::vector<bool> needed(slot_of_.size(), false);
        std::vector<bool> borrowed(slot_of_.size(), false);
        for (const int output : outputs_) {
            needed[static_cast<std::size_t>(output)] = true;
        }
        for (const int input : inputs_) {
            borrowed[static_cast<std::size_t>(input)] = true;
        }
        if (tail_) {
            borrowed[static_cast<std::size_t>(tail_->cut)] = true; // every strip reads it
        }
        for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
            step->last_use.assign(step->inputs.size(), false);
            step->mine.assign(step->inputs.size(), false);
            for (std::size_t i = step->inputs.size(); i-- > 0;) {
                const auto input = static_cast<std::size_t>(step->inputs[i]);
                step->last_use[i] = !needed[input];
                step->mine[i] =
                    step->last_use[i] && !borrowed[input] &&
                    std::count(step->inputs.begin(), step->inputs.end(), step->inputs[i]) == 1;
                needed[input] = true;
            }
        }
    }

    [[nodiscard]] Status check(std::span<const PixelView> inputs) const {
        if (inputs.size() != inputs_.size()) {
            return failure(
                ErrorCode::InvalidArgument,
                fmt::format("the network takes {} inputs, not {}", inputs_.size(), inputs.size()));
        }
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            if (input_channels_[i] != 0 && inputs[i].channels != input_channels_[i]) {
                return failure(ErrorCode::InvalidArgument,
                               fmt::format("input {} of the network has {} channels, not {}", i,
                                           input_channels_[i], inputs[i].channels));
            }
        }
        return {};
    }

    void execute(std::size_t first, std::size_t end, Tensors& slots) const {
        for (std::size_t i = first; i < end; ++i) {
            const Step& step = steps_[i];
            Operands operands;
            for (std::size_t k = 0; k < step.inputs.size(); ++k) {
                at::Tensor& value = slots[static_cast<std::size_t>(step.inputs[k])];
                operands.push_back({step.last_use[k] ? std::move(value) : value, step.mine[k]});
            }
            slots[static_cast<std::size_t>(step.output)] = step.run(operands);
        }
    }

    /// The enlarged end of the network, a strip of rows at a time, so that of its large blobs only
    /// the result is ever whole. Exact: each strip sees all that its rows depend on.
    void run_tail(Tensors& slots) const {
        constexpr std::int64_t kHeight = 2;
        std::vector<int> sources = inputs_;
        sources.push_back(tail_->cut);
        const at::Tensor cut = slots[static_cast<std::size_t>(tail_->cut)];
        const std::int64_t height = cut.size(kHeight);
        const std::int64_t rows =
            std::max<std::int64_t>(std::int64_t{kLeastStripRadii} * tail_->radius + 1,
                                   kStripFloats / (tail_->floats_per_pixel * cut.size(3)));
        at::Tensor result;
        for (std::int64_t row = 0; row < height; row += rows) {
            const std::int64_t count = std::min(rows, height - row);
            const std::int64_t begin = std::max<std::int64_t>(0, row - tail_->radius);
            const std::int64_t end = std::min(height, row + count + tail_->radius);
            Tensors strip(slots.size());
            for (const int source : sources) {
                const at::Tensor& whole = slots[static_cast<std::size_t>(source)];
                if (whole.defined()) {
                    strip[static_cast<std::size_t>(source)] =
                        whole.narrow(kHeight, begin, end - begin);
                }
            }
            execute(tail_step_, steps_.size(), strip);
            const at::Tensor made = std::move(strip[static_cast<std::size_t>(outputs_.front())]);
            const std::int64_t scale = made.size(kHeight) / (end - begin);
            if (!result.defined()) {
                result = at::empty({1, made.size(1), height * scale, made.size(3)},
                                   made.options().memory_format(at::MemoryFormat::ChannelsLast));
            }
            result.narrow(kHeight, row * scale, count * scale)
                .copy_(made.narrow(kHeight, (row - begin) * scale, count * scale));
        }
        slots[static_cast<std::size_t>(outputs_.front())] = result;
    }

    at::Device device_;
    std::vector<int> slot_of_; // of a blob
    std::optional<ncnn::Tail> tail_;
    std::size_t tail_step_ = 0; // where it begins
    std::vector<Step> steps_;
    std::vector<int> inputs_;
    std::vector<int> input_channels_;
    std::vector<int> outputs_;
};

} // namespace

Result<std::unique_ptr<const Engine>> make_torch_engine(ncnn::Graph graph) {
    return guarded([&]() -> Result<std::unique_ptr<const Engine>> {
        const at::InferenceMode inference;
        apply_threads();
        return std::make_unique<const TorchEngine>(std::move(graph));
    });
}

} // namespace kinovar::nn
