#include "core/nn/arch/registry.h"
#include "core/nn/graph/builder.h"
#include "core/nn/graph/graph_net.h"

#include <fmt/format.h>

namespace kinovar::nn::arch {

namespace {

// EDSR (B. Lim et al., 2017) as BasicSR lays it out: residual blocks without normalisation, then
// convolutions that are shuffled into pixels.

// The mean colour of DIV2K, and the range the weights were trained in. Not in the file.
const std::vector<float> kMean = {0.4488F, 0.4371F, 0.4040F};
constexpr float kRange = 255;

// Nor is the factor of each block's residual. The medium network, of 64 features, was trained with
// 1; wider ones with 0.1, without which they do not converge (section 3.2 of the paper).
constexpr int kMediumFeatures = 64;
constexpr float kResidual = 0.1F;

bool matches(const StateDict& weights) {
    return weights.has("conv_first.weight") && weights.has("body.0.conv1.weight") &&
           weights.has("conv_after_body.weight") && weights.has("upsample.0.weight") &&
           weights.has("conv_last.weight");
}

Result<BuiltNet> build(StateDict& weights) {
    const auto colours = static_cast<int>(kMean.size());
    graph::Builder net;
    std::vector<float> shift;
    for (const float mean : kMean) {
        shift.push_back(-mean * kRange);
    }
    auto blob = net.scale(net.input(colours), std::vector<float>(kMean.size(), kRange), shift);
    const auto first = net.conv(blob, weights, "conv_first");
    const float residual = net.channels(first) == kMediumFeatures ? 1 : kResidual;
    blob = first;
    const int blocks = weights.count_blocks("body.");
    for (int i = 0; i < blocks; ++i) {
        const auto inner = net.relu(net.conv(blob, weights, fmt::format("body.{}.conv1", i)));
        const auto made = net.conv(inner, weights, fmt::format("body.{}.conv2", i));
        blob = net.weighted_sum({made, blob}, {residual, 1});
    }
    blob = net.add(net.conv(blob, weights, "conv_after_body"), first);
    constexpr int kStep = 2; // every second member of the sequence is a shuffle
    for (int i = 0; weights.has(fmt::format("upsample.{}.weight", i)); i += kStep) {
        const int features = net.channels(blob);
        blob = net.conv(blob, weights, fmt::format("upsample.{}", i));
        constexpr int kTriple = 3;
        const bool triple = net.channels(blob) == kTriple * kTriple * features;
        blob = net.pixel_shuffle(blob, triple ? kTriple : 2);
    }
    blob = net.conv(blob, weights, "conv_last");
    blob = net.scale(blob, std::vector<float>(kMean.size(), 1 / kRange), kMean);
    KINOVAR_TRY_ASSIGN(graph::Graph graph, net.finish(blob));
    return make_graph_net(std::move(graph));
}

} // namespace

const Architecture& edsr() {
    static constexpr Architecture kArchitecture{"EDSR", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
