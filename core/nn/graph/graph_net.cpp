#include "core/nn/graph/graph_net.h"

#include "core/nn/graph/facts.h"
#include "core/nn/graph/layer_operators.h"
#include "core/nn/graph/plan.h"
#include "core/nn/ops.h"
#include "core/nn/torch_runtime.h"

#include <algorithm>

namespace kinovar::nn {

namespace {

using graph::PlanStep;
using Tensors = std::vector<at::Tensor>;

constexpr std::int64_t kStripFloats = 1 << 23; // of the largest blob in one strip of a tail
constexpr int kLeastStripRadii = 8;            // so that little is computed twice
constexpr std::int64_t kChannelAxis = 1;
constexpr std::int64_t kHeightAxis = 2;
constexpr std::int64_t kWidthAxis = 3;

/// A convolution with uneven padding is padded before.
struct PaddedConv {
    Conv2d conv;
    std::vector<std::int64_t> margins; ///< left, right, top, bottom; empty: none

    explicit PaddedConv(graph::ConvolutionLayer& layer) {
        const bool even = layer.pad_left == layer.pad_right && layer.pad_top == layer.pad_bottom;
        if (!even) {
            margins = {layer.pad_left, layer.pad_right, layer.pad_top, layer.pad_bottom};
        }
        ConvShape how;
        how.stride = {layer.stride_h, layer.stride_w};
        how.padding = {even ? layer.pad_top : 0, even ? layer.pad_left : 0};
        how.dilation = {layer.dilation_h, layer.dilation_w};
        how.groups = layer.groups;
        conv = Conv2d(
            layer.weights,
            {layer.out_channels, layer.in_channels / layer.groups, layer.kernel_h, layer.kernel_w},
            layer.bias, how);
        layer.weights = {};
    }
};

/// Runs a plan: buffers are tensors, blobs some of their channels.
class GraphNet final : public Net {
public:
    explicit GraphNet(graph::Graph graph) : plan_(graph::make_plan(graph)) {
        for (const int input : graph.inputs) {
            inputs_.push_back(owner(input));
        }
        for (const int output : graph.outputs) {
            outputs_.push_back(owner(output));
        }
        for (const int like : plan_.like) {
            sizes_.push_back(graph.blobs[static_cast<std::size_t>(like)]);
        }
        for (const PlanStep& step : plan_.steps) {
            add(step, graph);
        }
    }

    [[nodiscard]] std::int64_t floats_per_pixel() const { return plan_.floats_per_pixel; }

    [[nodiscard]] Tensors forward(const Tensors& inputs) const override {
        Run run(*this);
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            run.set(inputs_[i], inputs[i]);
        }
        run.base = inputs.front();
        run.execute(0, plan_.tail_step);
        if (plan_.tail) {
            return {run_tail(run)};
        }
        Tensors results;
        for (const int output : outputs_) {
            results.push_back(run.value(output));
        }
        return results;
    }

private:
    /// What a step needs beside the plan.
    struct Work {
        std::optional<PaddedConv> conv;
        at::Tensor slopes; ///< of a fused PReLU
        Operator other;
    };

    [[nodiscard]] int owner(int blob) const { return plan_.owner[static_cast<std::size_t>(blob)]; }

    void add(const PlanStep& step, graph::Graph& graph) {
        Work work;
        if (step.kind == PlanStep::Kind::Run) {
            graph::Layer& layer = graph.nodes[step.node].layer;
            if (auto* convolution = std::get_if<graph::ConvolutionLayer>(&layer)) {
                work.conv.emplace(*convolution);
                if (step.fusion.slopes_node) {
                    const auto& slopes =
                        std::get<graph::PReluLayer>(graph.nodes[*step.fusion.slopes_node].layer)
                            .slopes;
                    work.slopes = device_tensor(slopes, {static_cast<std::int64_t>(slopes.size())});
                }
            } else {
                work.other = make_operator(layer);
            }
        }
        work_.push_back(std::move(work));
    }

    /// The buffers of one call (or of one strip of a tail).
    struct Run {
        explicit Run(const GraphNet& owner_net)
            : net(owner_net), buffers(owner_net.plan_.channels_of.size()) {}

        const GraphNet& net;
        Tensors buffers;
        at::Tensor base; ///< of the size that the graph's sizes are relative to

        [[nodiscard]] const graph::Place& place(int blob) const {
            return net.plan_.places[static_cast<std::size_t>(blob)];
        }
        [[nodiscard]] at::Tensor& buffer_of(int blob) {
            return buffers[static_cast<std::size_t>(place(blob).buffer)];
        }
        void set(int blob, const at::Tensor& tensor) { buffer_of(blob) = tensor; }

        [[nodiscard]] bool is_whole(int blob) const {
            const graph::Place& at = place(blob);
            return at.channels == net.plan_.channels_of[static_cast<std::size_t>(at.buffer)];
        }

        [[nodiscard]] at::Tensor value(int blob) {
            const graph::Place& at = place(blob);
            const at::Tensor& buffer = buffer_of(blob);
            return is_whole(blob) ? buffer : buffer.narrow(kChannelAxis, at.begin, at.channels);
        }

        /// Where a blob is to be written; its buffer is made when it is the first in it.
        [[nodiscard]] at::Tensor target(int blob) {
            at::Tensor& buffer = buffer_of(blob);
            if (!buffer.defined()) {
                const auto at = static_cast<std::size_t>(place(blob).buffer);
                const graph::BlobFacts& size = net.sizes_[at];
                buffer = at::empty({base.size(0), net.plan_.channels_of[at],
                                    base.size(kHeightAxis) * size.scale_h / size.divisor_h,
                                    base.size(kWidthAxis) * size.scale_w / size.divisor_w},
                                   base.options().memory_format(at::MemoryFormat::ChannelsLast));
            }
            return value(blob);
        }

        void put(int blob, at::Tensor result) {
            if (is_whole(blob)) {
                buffer_of(blob) = std::move(result);
            } else {
                target(blob).copy_(result);
            }
        }

        void execute(std::size_t first, std::size_t end) {
            for (std::size_t i = first; i < end; ++i) {
                const PlanStep& step = net.plan_.steps[i];
                const Work& work = net.work_[i];
                if (work.conv) {
                    convolve(step, work);
                } else if (step.kind == PlanStep::Kind::Copy) {
                    target(step.output).copy_(value(step.inputs.front()));
                } else {
                    Operands operands;
                    for (const int input : step.inputs) {
                        operands.push_back({value(input), step.overwrites && operands.empty()});
                    }
                    put(step.output, work.other(operands));
                }
                for (const int buffer : step.ends) {
                    buffers[static_cast<std::size_t>(buffer)] = at::Tensor();
                }
            }
        }

        void convolve(const PlanStep& step, const Work& work) {
            ConvEpilogue epilogue;
            const graph::Fusion& fusion = step.fusion;
            if (work.slopes.defined()) {
                epilogue.act = ConvEpilogue::Act::PRelu;
                epilogue.slopes = work.slopes;
            } else if (fusion.act == graph::Activation::LeakyRelu) {
                epilogue.act = ConvEpilogue::Act::LeakyRelu;
                epilogue.slope = fusion.slope;
            }
            epilogue.act_last = fusion.act_last;
            epilogue.scale = fusion.scale;
            epilogue.first_scale = fusion.first_scale;
            epilogue.second_scale = fusion.second_scale;
            if (fusion.first) {
                epilogue.first = value(*fusion.first);
            }
            if (fusion.second) {
                epilogue.second = value(*fusion.second);
            }
            at::Tensor input = value(step.inputs.front());
            if (!work.conv->margins.empty()) {
                input = at::constant_pad_nd(input, work.conv->margins);
            }
            if (work.conv->conv.is_fast() || !is_whole(step.output)) {
                at::Tensor output = target(step.output);
                work.conv->conv.run_into(output, input, epilogue);
            } else {
                put(step.output, work.conv->conv(input, epilogue));
            }
        }
    };

    /// The enlarged end of the network, a strip of rows at a time, so that of its large blobs only
    /// the result is ever whole. Exact: each strip sees all that its rows depend on.
    [[nodiscard]] at::Tensor run_tail(Run& run) const {
        std::vector<int> sources = inputs_;
        sources.push_back(owner(plan_.tail->cut));
        const at::Tensor cut = run.value(sources.back());
        const std::int64_t height = cut.size(kHeightAxis);
        const std::int64_t rows = std::max<std::int64_t>(
            std::int64_t{kLeastStripRadii} * plan_.tail->radius + 1,
            kStripFloats / (plan_.tail->floats_per_pixel * cut.size(kWidthAxis)));
        at::Tensor result;
        for (std::int64_t row = 0; row < height; row += rows) {
            const std::int64_t count = std::min(rows, height - row);
            const std::int64_t begin = std::max<std::int64_t>(0, row - plan_.tail->radius);
            const std::int64_t end = std::min(height, row + count + plan_.tail->radius);
            Run strip(*this);
            for (const int source : sources) {
                at::Tensor& whole = run.buffer_of(source);
                if (whole.defined()) {
                    strip.buffer_of(source) = whole.narrow(kHeightAxis, begin, end - begin);
                }
            }
            strip.base = strip.value(sources.back());
            strip.execute(plan_.tail_step, plan_.steps.size());
            const at::Tensor made = strip.value(outputs_.front());
            const std::int64_t scale = made.size(kHeightAxis) / (end - begin);
            if (!result.defined()) {
                result =
                    at::empty({made.size(0), made.size(1), height * scale, made.size(kWidthAxis)},
                              made.options().memory_format(at::MemoryFormat::ChannelsLast));
            }
            result.narrow(kHeightAxis, row * scale, count * scale)
                .copy_(made.narrow(kHeightAxis, (row - begin) * scale, count * scale));
        }
        return result;
    }

    graph::Plan plan_;
    std::vector<Work> work_;              // per step
    std::vector<graph::BlobFacts> sizes_; // per buffer
    std::vector<int> inputs_;             // blobs
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
        auto net = std::make_unique<const GraphNet>(std::move(graph));
        built.info.bytes_per_pixel =
            net->floats_per_pixel() * static_cast<std::int64_t>(sizeof(float));
        built.net = std::move(net);
        return std::move(built);
    });
}

} // namespace kinovar::nn
