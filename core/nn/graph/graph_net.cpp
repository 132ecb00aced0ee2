#include "core/nn/graph/graph_net.h"

#include "core/nn/graph/facts.h"
#include "core/nn/ops.h"
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

Operator build(graph::ConvolutionLayer& layer) {
    const bool even = layer.pad_left == layer.pad_right && layer.pad_top == layer.pad_bottom;
    const Sizes<4> margins = {layer.pad_left, layer.pad_right, layer.pad_top, layer.pad_bottom};
    ConvShape how;
    how.stride = {layer.stride_h, layer.stride_w};
    how.padding = {even ? layer.pad_top : 0, even ? layer.pad_left : 0};
    how.dilation = {layer.dilation_h, layer.dilation_w};
    how.groups = layer.groups;
    const Conv2d conv(
        layer.weights,
        {layer.out_channels, layer.in_channels / layer.groups, layer.kernel_h, layer.kernel_w},
        layer.bias, how);
    layer.weights = {};
    return [=, activation = layer.activation, slope = layer.slope](Operands& in) {
        at::Tensor input = std::move(in[0].tensor);
        if (!even) {
            input = at::constant_pad_nd(input, margins);
        }
        at::Tensor output = conv(input);
        activate(output, activation, slope);
        return output;
    };
}

Operator build(graph::DeconvolutionLayer& layer) {
    const at::Tensor weights = device_tensor(
        layer.weights, {layer.in_channels, layer.out_channels, layer.kernel, layer.kernel});
    layer.weights = {};
    c10::optional<at::Tensor> bias;
    if (!layer.bias.empty()) {
        bias = per_channel(layer.bias);
    }
    return [=, stride = layer.stride, padding = layer.padding, activation = layer.activation,
            slope = layer.slope](Operands& in) {
        at::Tensor output = at::conv_transpose2d(
            in[0].tensor, weights, bias, Sizes<2>{stride, stride}, Sizes<2>{padding, padding});
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

Operator build(const graph::SliceLayer& layer) {
    return [layer](Operands& in) {
        const std::int64_t end = layer.end == 0 ? in[0].tensor.size(1) : layer.end;
        return in[0].tensor.narrow(1, layer.begin, end - layer.begin);
    };
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

Operator build(const graph::ConcatLayer& /*layer*/) {
    return [](Operands& in) {
        Tensors tensors;
        for (Operand& operand : in) {
            tensors.push_back(std::move(operand.tensor));
        }
        return at::cat(tensors, 1);
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
class GraphNet final : public Net {
public:
    explicit GraphNet(graph::Graph graph)
        : slot_of_(graph::owners_of(graph)), tail_(graph::tail_of(graph)) {
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
        }
        for (const int blob : graph.outputs) {
            outputs_.push_back(slot(blob));
        }
        mark_last_uses();
    }

    [[nodiscard]] Tensors forward(const Tensors& inputs) const override {
        Tensors slots(slot_of_.size());
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            slots[static_cast<std::size_t>(inputs_[i])] = inputs[i];
        }
        execute(0, tail_step_, slots);
        if (tail_) {
            run_tail(slots);
        }
        Tensors results;
        for (const int output : outputs_) {
            results.push_back(slots[static_cast<std::size_t>(output)]);
        }
        return results;
    }

private:
    [[nodiscard]] int slot(int blob) const { return slot_of_[static_cast<std::size_t>(blob)]; }

    void add(graph::Node& node) {
        if (std::holds_alternative<graph::InputLayer>(node.layer) ||
            std::holds_alternative<graph::SplitLayer>(node.layer)) {
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
                if constexpr (std::is_same_v<Layer, graph::InputLayer> ||
                              std::is_same_v<Layer, graph::SplitLayer>) {
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
                result = at::empty({made.size(0), made.size(1), height * scale, made.size(3)},
                                   made.options().memory_format(at::MemoryFormat::ChannelsLast));
            }
            result.narrow(kHeight, row * scale, count * scale)
                .copy_(made.narrow(kHeight, (row - begin) * scale, count * scale));
        }
        slots[static_cast<std::size_t>(outputs_.front())] = result;
    }

    std::vector<int> slot_of_; // of a blob
    std::optional<graph::Tail> tail_;
    std::size_t tail_step_ = 0; // where it begins
    std::vector<Step> steps_;
    std::vector<int> inputs_;
    std::vector<int> outputs_;
};

// How far a cut edge shows, in input pixels; measured on one photo of a brick wall as the largest
// difference to the uncut picture beyond that distance:
//   SRVGGNetCompact  16 px 8.9/255   20 px 5.4   24 px 1.0   28 px 0.16   34 px 0 (all it can see)
//   RRDBNet          16 px 54/255    32 px 27    48 px 9     64 px 2.4    76 px 1.7
constexpr int kHaloRrdb = 96;
constexpr int kMaxHalo = 128; // of a network that was not measured

int halo_of(const graph::GraphFacts& facts) {
    return facts.architecture == "RRDBNet" ? std::min(facts.receptive_radius, kHaloRrdb)
                                           : std::min(facts.receptive_radius, kMaxHalo);
}

Port port_of(const graph::Graph& graph, int blob) {
    const graph::BlobFacts& facts = graph.blobs[static_cast<std::size_t>(blob)];
    return {facts.name, {-1, facts.channels > 0 ? facts.channels : -1, -1, -1}};
}

ModelInfo info_of(const graph::Graph& graph, const graph::GraphFacts& facts) {
    ModelInfo info;
    info.task = facts.scale > 1 ? Task::Upscale : Task::Other;
    info.architecture = facts.architecture;
    info.scale = facts.scale;
    info.in_channels = facts.in_channels;
    info.out_channels = facts.out_channels;
    info.channels = facts.in_channels == 1 ? Channels::Luma : Channels::Rgb;
    info.window = static_cast<int>(graph.inputs.size());
    info.size_multiple = facts.size_multiple;
    info.receptive_radius = facts.receptive_radius;
    info.halo = halo_of(facts);
    info.parameters = graph.parameters;
    info.bytes_per_pixel = facts.floats_per_pixel * static_cast<std::int64_t>(sizeof(float));
    info.fingerprint = graph.fingerprint;
    for (const int blob : graph.inputs) {
        info.inputs.push_back(port_of(graph, blob));
    }
    for (const int blob : graph.outputs) {
        info.outputs.push_back(port_of(graph, blob));
    }
    return info;
}

} // namespace

Result<BuiltNet> make_graph_net(graph::Graph graph) {
    KINOVAR_TRY_ASSIGN(const graph::GraphFacts facts, graph::facts_of(graph));
    BuiltNet built;
    built.info = info_of(graph, facts);
    return guarded([&]() -> Result<BuiltNet> {
        const at::InferenceMode inference;
        apply_threads();
        built.net = std::make_unique<const GraphNet>(std::move(graph));
        return std::move(built);
    });
}

} // namespace kinovar::nn
