#include "core/nn/arch/registry.h"
#include "core/nn/graph/builder.h"
#include "core/nn/graph/graph_net.h"

#include <fmt/format.h>

#include <cmath>

namespace kinovar::nn::arch {

namespace {

// SRVGGNetCompact (X. Wang et al., Real-ESRGAN, 2021): body.0 convolution, body.1 its PReLU and so
// on in turn; the last convolution's channels are shuffled into pixels and added to the input
// enlarged by repetition.

std::string layer(int index) {
    return fmt::format("body.{}", index);
}

bool matches(const StateDict& weights) {
    return weights.rank("body.0.weight") == 4 && weights.rank("body.1.weight") == 1 &&
           weights.rank("body.2.weight") == 4;
}

Result<BuiltNet> build(StateDict& weights) {
    const int last = weights.count_blocks("body.") - 1;
    if (weights.has(layer(last + 2) + ".weight")) { // the row has a hole
        KINOVAR_TRY(weights.take(layer(last + 1) + ".weight", {-1}));
    }
    const auto channels = static_cast<int>(weights.dim("body.0.weight", 1));
    const std::int64_t made = weights.dim(layer(last) + ".weight", 0);
    const int scale =
        static_cast<int>(std::lround(std::sqrt(static_cast<double>(made) / std::max(1, channels))));
    if (channels < 1 || last % 2 != 0 || std::int64_t{scale} * scale * channels != made) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("body.{} makes {} channels, which is no square number times the "
                                   "{} of the picture",
                                   last, made, channels));
    }
    graph::Builder net;
    const auto input = net.input(channels);
    auto blob = input;
    for (int i = 0; i < last; i += 2) {
        blob = net.conv(blob, weights, layer(i));
        Result<Weight> slopes = weights.take(layer(i + 1) + ".weight", {net.channels(blob)});
        if (!slopes) {
            net.fail(slopes.error());
            break;
        }
        blob = net.prelu(blob, std::move(*slopes));
    }
    blob = net.conv(blob, weights, layer(last));
    blob = net.pixel_shuffle(blob, scale);
    KINOVAR_TRY_ASSIGN(graph::Graph graph,
                       net.finish(net.add(blob, net.enlarge_nearest(input, scale))));
    return make_graph_net(std::move(graph));
}

} // namespace

const Architecture& srvgg() {
    static constexpr Architecture kArchitecture{"SRVGGNetCompact", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
