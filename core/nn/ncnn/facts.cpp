#include "core/nn/ncnn/facts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace kinovar::nn::ncnn {

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

/// Furthest reach of any path, in input pixels.
int receptive_radius(const Graph& graph) {
    std::vector<double> radius(graph.blobs.size(), 0);
    double most = 0;
    for (const Node& node : graph.nodes) {
        double reach = 0;
        for (const int input : node.inputs) {
            reach = std::max(reach, radius[index(input)]);
        }
        if (!node.inputs.empty()) {
            const BlobFacts& blob = graph.blobs[index(node.inputs.front())];
            const double pixel = static_cast<double>(blob.divisor_w) / blob.scale_w;
            if (const auto* layer = std::get_if<ConvolutionLayer>(&node.layer)) {
                const int side = std::max((layer->kernel_w - 1) * layer->dilation_w,
                                          (layer->kernel_h - 1) * layer->dilation_h);
                reach += side * pixel / 2;
            } else if (const auto* interp = std::get_if<InterpLayer>(&node.layer)) {
                reach += interp->bilinear ? pixel : 0;
            }
        }
        for (const int output : node.outputs) {
            radius[index(output)] = reach;
        }
        most = std::max(most, reach);
    }
    return static_cast<int>(std::ceil(std::min(most, 1e6)));
}

double floats_of(const BlobFacts& blob) {
    return static_cast<double>(blob.channels) * blob.scale_w * blob.scale_h /
           (static_cast<double>(blob.divisor_w) * blob.divisor_h);
}

/// Follows the blobs' lives as an executor that frees each after its last reader. Outputs of a
/// Split cost nothing. A convolution is counted twice for the library's own working copies.
double peak_floats(const Graph& graph) {
    std::vector<int> owner(graph.blobs.size());
    std::iota(owner.begin(), owner.end(), 0);
    std::vector<std::size_t> last(graph.blobs.size(), 0);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const Node& node = graph.nodes[i];
        for (const int input : node.inputs) {
            last[index(owner[index(input)])] = i;
        }
        for (const int output : node.outputs) {
            if (std::holds_alternative<SplitLayer>(node.layer)) {
                owner[index(output)] = owner[index(node.inputs.front())];
            }
            last[index(owner[index(output)])] = i;
        }
    }
    double live = 0;
    double peak = 0;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const Node& node = graph.nodes[i];
        if (!std::holds_alternative<SplitLayer>(node.layer)) {
            const double made = floats_of(graph.blobs[index(node.outputs.front())]);
            live += made;
            const bool scratch = std::holds_alternative<ConvolutionLayer>(node.layer);
            peak = std::max(peak, live + (scratch ? made : 0));
        }
        std::vector<int> ended;
        for (const auto* blobs : {&node.inputs, &node.outputs}) {
            for (const int blob : *blobs) {
                const int one = owner[index(blob)];
                if (last[index(one)] == i &&
                    std::find(ended.begin(), ended.end(), one) == ended.end()) {
                    ended.push_back(one);
                    live -= floats_of(graph.blobs[index(one)]);
                }
            }
        }
    }
    return peak;
}

} // namespace

Result<GraphFacts> facts_of(const Graph& graph) {
    if (graph.outputs.empty()) {
        return failure(ErrorCode::Corrupt, "the network has no output");
    }
    const BlobFacts& input = graph.blobs[index(graph.inputs.front())];
    const BlobFacts& output = graph.blobs[index(graph.outputs.front())];
    if (output.divisor_w != 1 || output.divisor_h != 1 || output.scale_w != output.scale_h) {
        return failure(ErrorCode::Unsupported,
                       "the network does not make a picture of the same or of a whole multiple of "
                       "the size");
    }
    GraphFacts facts;
    facts.architecture = architecture_of(graph);
    facts.scale = output.scale_w;
    facts.in_channels = input.channels;
    facts.out_channels = output.channels;
    for (const BlobFacts& blob : graph.blobs) {
        facts.size_multiple =
            std::lcm(facts.size_multiple, std::lcm(blob.divisor_w, blob.divisor_h));
    }
    facts.receptive_radius = receptive_radius(graph);
    facts.floats_per_pixel = static_cast<std::int64_t>(std::ceil(peak_floats(graph)));
    return facts;
}

} // namespace kinovar::nn::ncnn
