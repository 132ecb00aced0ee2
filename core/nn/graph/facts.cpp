#include "core/nn/graph/facts.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>

namespace kinovar::nn::graph {

namespace {

std::size_t index(int blob) {
    return static_cast<std::size_t>(blob);
}

/// Both families of Real-ESRGAN are told by their numbers of layers.
std::string architecture_of(const Graph& graph) {
    std::map<std::string, int> count;
    for (const Node& node : graph.nodes) {
        ++count[node.type];
    }
    const int convolutions = count["Convolution"];
    if (count["PReLU"] > 0 && count["PReLU"] == convolutions - 1 && count["PixelShuffle"] == 1) {
        return "SRVGGNetCompact";
    }
    constexpr int kDenseBlocks = 3;          // of an RRDB block
    constexpr int kJoins = 4 * kDenseBlocks; // concatenations of an RRDB block
    constexpr int kKernels = 5 * kDenseBlocks;
    constexpr int kOuterKernels = 6;
    const int blocks = count["Concat"] / kJoins;
    if (blocks > 0 && count["Concat"] == blocks * kJoins &&
        convolutions == blocks * kKernels + kOuterKernels &&
        count["Eltwise"] == blocks * (kDenseBlocks + 1)) {
        return "RRDBNet";
    }
    return {};
}

constexpr double kEverywhere = 1e6; // pixels: more than any picture has

/// How far a layer looks beyond a pixel, in pixels of the network's input.
double reach_of(const Layer& layer, const BlobFacts& input) {
    const double pixel = std::max(static_cast<double>(input.divisor_w) / input.scale_w,
                                  static_cast<double>(input.divisor_h) / input.scale_h);
    if (const auto* convolution = std::get_if<ConvolutionLayer>(&layer)) {
        const int left = std::max(convolution->pad_left, convolution->pad_top);
        const int side = std::max((convolution->kernel_w - 1) * convolution->dilation_w,
                                  (convolution->kernel_h - 1) * convolution->dilation_h);
        return std::max(left, side - std::min(left, side)) * pixel;
    }
    if (const auto* deconvolution = std::get_if<DeconvolutionLayer>(&layer)) {
        return std::ceil(static_cast<double>(deconvolution->kernel) / deconvolution->stride) *
               pixel;
    }
    if (const auto* unshuffle = std::get_if<PixelUnshuffleLayer>(&layer)) {
        return (unshuffle->factor - 1) * pixel;
    }
    if (std::holds_alternative<WarpLayer>(layer)) {
        return kEverywhere;
    }
    const auto* interp = std::get_if<InterpLayer>(&layer);
    return interp != nullptr && interp->bilinear
               ? std::max(interp->divisor_w, interp->divisor_h) * pixel
               : 0;
}

/// Furthest reach of any path from node `first` on, in input pixels.
int receptive_radius(const Graph& graph, std::size_t first) {
    std::vector<double> radius(graph.blobs.size(), 0);
    double most = 0;
    for (std::size_t i = first; i < graph.nodes.size(); ++i) {
        const Node& node = graph.nodes[i];
        double reach = 0;
        for (const int input : node.inputs) {
            reach = std::max(reach, radius[index(input)]);
        }
        if (!node.inputs.empty()) {
            reach += reach_of(node.layer, graph.blobs[index(node.inputs.front())]);
        }
        for (const int output : node.outputs) {
            radius[index(output)] = reach;
        }
        most = std::max(most, reach);
    }
    return static_cast<int>(std::ceil(std::min(most, kEverywhere)));
}

double floats_of(const BlobFacts& blob) {
    return static_cast<double>(blob.channels) * blob.scale_w * blob.scale_h /
           (static_cast<double>(blob.divisor_w) * blob.divisor_h);
}

/// Index of the last node that reads (or makes) each blob; by owners. Outputs of the graph live on.
std::vector<std::size_t> last_uses(const Graph& graph, const std::vector<int>& owner) {
    std::vector<std::size_t> last(graph.blobs.size(), 0);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        for (const int input : graph.nodes[i].inputs) {
            last[index(owner[index(input)])] = i;
        }
        for (const int output : graph.nodes[i].outputs) {
            last[index(owner[index(output)])] = i;
        }
    }
    for (const int output : graph.outputs) {
        last[index(owner[index(output)])] = graph.nodes.size();
    }
    return last;
}

bool has_input_size(const BlobFacts& blob) {
    return blob.scale_w == 1 && blob.scale_h == 1 && blob.divisor_w == 1 && blob.divisor_h == 1;
}

/// Keeps count of the blobs that are alive between two nodes. Outputs of a Split cost nothing.
class Lives {
public:
    explicit Lives(const Graph& graph)
        : graph_(graph), owner_(owners_of(graph)), last_(last_uses(graph, owner_)) {}

    void make(std::size_t node) {
        for (const int output : graph_.nodes[node].outputs) {
            if (owner_[index(output)] == output) {
                alive_.push_back(output);
                floats_ += floats_of(graph_.blobs[index(output)]);
            }
        }
    }
    void end(std::size_t node) {
        std::erase_if(alive_, [&](int blob) {
            const bool over = last_[index(blob)] <= node;
            floats_ -= over ? floats_of(graph_.blobs[index(blob)]) : 0;
            return over;
        });
    }
    [[nodiscard]] const std::vector<int>& alive() const { return alive_; }
    [[nodiscard]] double floats() const { return floats_; }

private:
    const Graph& graph_;
    std::vector<int> owner_;
    std::vector<std::size_t> last_;
    std::vector<int> alive_;
    double floats_ = 0;
};

/// Follows the executor: blobs are freed after their last reader, a convolution takes working
/// memory of its output's size, and a tail is run in strips, so that only its result counts.
double peak_floats(const Graph& graph) {
    const std::optional<Tail> tail = tail_of(graph);
    const std::size_t end = tail ? tail->first_node : graph.nodes.size();
    Lives lives(graph);
    double peak = 0;
    for (std::size_t i = 0; i < end; ++i) {
        lives.make(i);
        const Node& node = graph.nodes[i];
        const double scratch = std::holds_alternative<ConvolutionLayer>(node.layer)
                                   ? floats_of(graph.blobs[index(node.outputs.front())])
                                   : 0;
        peak = std::max(peak, lives.floats() + scratch);
        lives.end(i);
    }
    const double result = floats_of(graph.blobs[index(graph.outputs.front())]);
    return std::max(peak, tail ? lives.floats() + result : 0);
}

/// Floats per input pixel of the largest blob made from node `first` on.
std::int64_t largest_blob(const Graph& graph, std::size_t first) {
    double most = 1;
    for (std::size_t i = first; i < graph.nodes.size(); ++i) {
        for (const int output : graph.nodes[i].outputs) {
            most = std::max(most, floats_of(graph.blobs[index(output)]));
        }
    }
    return static_cast<std::int64_t>(std::ceil(most));
}

} // namespace

std::vector<int> owners_of(const Graph& graph) {
    std::vector<int> owner(graph.blobs.size());
    std::iota(owner.begin(), owner.end(), 0);
    for (const Node& node : graph.nodes) {
        if (std::holds_alternative<SplitLayer>(node.layer)) {
            for (const int output : node.outputs) {
                owner[index(output)] = owner[index(node.inputs.front())];
            }
        }
    }
    return owner;
}

std::optional<Tail> tail_of(const Graph& graph) {
    if (graph.outputs.size() != 1 || has_input_size(graph.blobs[index(graph.outputs.front())])) {
        return std::nullopt;
    }
    std::vector<bool> is_input(graph.blobs.size(), false);
    for (const int input : graph.inputs) {
        is_input[index(input)] = true;
    }
    // What the tail reaches and holds is worked out once, at the end: nets may have 20 000 layers.
    int passing_blob = 0;
    std::size_t first = 0;
    const auto found = [&]() -> std::optional<Tail> {
        return first == 0 ? std::nullopt
                          : std::optional(Tail{first, passing_blob, receptive_radius(graph, first),
                                               largest_blob(graph, first)});
    };
    Lives lives(graph);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        lives.make(i);
        for (const int output : graph.nodes[i].outputs) {
            if (!has_input_size(graph.blobs[index(output)])) {
                return found();
            }
        }
        lives.end(i);
        std::vector<int> passing;
        std::copy_if(lives.alive().begin(), lives.alive().end(), std::back_inserter(passing),
                     [&](int blob) { return !is_input[index(blob)]; });
        if (passing.size() == 1) {
            first = i + 1;
            passing_blob = passing.front();
        }
    }
    return found();
}

Result<GraphFacts> facts_of(const Graph& graph) {
    if (graph.outputs.empty()) {
        return failure(ErrorCode::Corrupt, "the network has no output");
    }
    const BlobFacts& input = graph.blobs[index(graph.inputs.front())];
    const BlobFacts& output = graph.blobs[index(graph.outputs.front())];
    GraphFacts facts;
    facts.architecture = architecture_of(graph);
    const bool is_whole =
        output.divisor_w == 1 && output.divisor_h == 1 && output.scale_w == output.scale_h;
    facts.scale = is_whole ? output.scale_w : 1;
    facts.in_channels = input.channels;
    facts.out_channels = output.channels;
    for (const BlobFacts& blob : graph.blobs) {
        facts.size_multiple =
            std::lcm(facts.size_multiple, std::lcm(blob.divisor_w, blob.divisor_h));
    }
    facts.receptive_radius = receptive_radius(graph, 0);
    facts.floats_per_pixel = static_cast<std::int64_t>(std::ceil(peak_floats(graph)));
    return facts;
}

} // namespace kinovar::nn::graph
