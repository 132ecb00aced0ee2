#include "core/nn/arch/registry.h"
#include "core/nn/graph/builder.h"
#include "core/nn/graph/graph_net.h"

#include <fmt/format.h>

#include <cmath>

namespace kinovar::nn::arch {

namespace {

// SPAN (C. Wan et al., Swift Parameter-free Attention Network, 2024). Each 3×3 convolution was
// trained as a row of three and a side path; they are merged here. Files that hold the row may hold
// a merged one as well, which can be stale: the row is the truth. Files made for running hold only
// the merged one.

using graph::Builder;
using Blob = Builder::Blob;

const std::vector<float> kMean = {0.4488F, 0.4371F, 0.4040F}; // of DIV2K; not in the file
constexpr float kRange = 255;

constexpr std::int64_t kSide = 3; // of a merged kernel
constexpr std::int64_t kArea = kSide * kSide;
constexpr std::int64_t kCentre = kArea / 2;

struct Kernels {
    Weight weights;
    Weight bias;
};

Result<Kernels> take_pair(StateDict& weights, const std::string& key, std::int64_t out,
                          std::int64_t in, std::int64_t side) {
    Kernels pair;
    KINOVAR_TRY_ASSIGN(pair.weights, weights.take(key + ".weight", {out, in, side, side}));
    KINOVAR_TRY_ASSIGN(pair.bias, weights.take(key + ".bias", {pair.weights.shape[0]}));
    if (pair.weights.values.empty()) {
        return failure(ErrorCode::Corrupt, key + ".weight is empty");
    }
    return pair;
}

/// Row-major product of rows × inner and inner × columns.
std::vector<double> product(const std::vector<double>& a, const std::vector<double>& b,
                            std::size_t inner) {
    const std::size_t rows = a.size() / inner;
    const std::size_t columns = b.size() / inner;
    std::vector<double> result(rows * columns, 0.0);
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t k = 0; k < inner; ++k) {
            const double factor = a[r * inner + k];
            for (std::size_t c = 0; c < columns; ++c) {
                result[r * columns + c] += factor * b[k * columns + c];
            }
        }
    }
    return result;
}

std::vector<double> doubles(const Weight& weight) {
    return {weight.values.begin(), weight.values.end()};
}

/// 1×1, 3×3 and 1×1 in a row, plus a 1×1 beside them, as one 3×3.
Result<Kernels> merged(StateDict& weights, const std::string& key, std::int64_t channels) {
    KINOVAR_TRY_ASSIGN(const Kernels first, take_pair(weights, key + ".conv.0", -1, channels, 1));
    const std::int64_t wide = first.weights.shape[0];
    KINOVAR_TRY_ASSIGN(const Kernels middle, take_pair(weights, key + ".conv.1", -1, wide, kSide));
    const std::int64_t wider = middle.weights.shape[0];
    KINOVAR_TRY_ASSIGN(const Kernels last, take_pair(weights, key + ".conv.2", -1, wider, 1));
    const std::int64_t out = last.weights.shape[0];
    KINOVAR_TRY_ASSIGN(const Kernels side, take_pair(weights, key + ".sk", out, channels, 1));
    weights.drop(key + ".eval_conv.weight");
    weights.drop(key + ".eval_conv.bias");

    // [out, wide·9], then per tap [out, wide] · [wide, channels]
    const auto outer =
        product(doubles(last.weights), doubles(middle.weights), static_cast<std::size_t>(wider));
    const auto outer_bias =
        product(doubles(last.weights), doubles(middle.bias), static_cast<std::size_t>(wider));
    Kernels result;
    result.weights.shape = {out, channels, kSide, kSide};
    result.weights.values.resize(static_cast<std::size_t>(out * channels * kArea));
    result.bias.shape = {out};
    for (std::int64_t o = 0; o < out; ++o) {
        double bias = outer_bias[static_cast<std::size_t>(o)] +
                      last.bias.values[static_cast<std::size_t>(o)] +
                      side.bias.values[static_cast<std::size_t>(o)];
        for (std::int64_t tap = 0; tap < kArea; ++tap) {
            std::vector<double> row(static_cast<std::size_t>(wide));
            for (std::int64_t m = 0; m < wide; ++m) {
                row[static_cast<std::size_t>(m)] =
                    outer[static_cast<std::size_t>((o * wide + m) * kArea + tap)];
            }
            const auto made = product(row, doubles(first.weights), row.size());
            bias += product(row, doubles(first.bias), row.size())[0];
            for (std::int64_t c = 0; c < channels; ++c) {
                const auto from = static_cast<std::size_t>(o * channels + c);
                const double beside = tap == kCentre ? side.weights.values[from] : 0;
                result.weights.values[from * kArea + static_cast<std::size_t>(tap)] =
                    static_cast<float>(made[static_cast<std::size_t>(c)] + beside);
            }
        }
        result.bias.values.push_back(static_cast<float>(bias));
    }
    return result;
}

Blob conv(Builder& net, StateDict& weights, const std::string& key, Blob input) {
    if (!weights.has(key + ".conv.0.weight")) {
        return net.conv(input, weights, key + ".eval_conv");
    }
    Result<Kernels> kernels = merged(weights, key, net.channels(input));
    if (!kernels) {
        net.fail(kernels.error());
        return input;
    }
    return net.conv(input, std::move(kernels->weights), std::move(kernels->bias));
}

struct BlockOutput {
    Blob result;
    Blob first; ///< after its first convolution and activation
};

BlockOutput block(Builder& net, StateDict& weights, const std::string& key, Blob input) {
    constexpr float kHalf = 0.5F;
    const Blob first = net.silu(conv(net, weights, key + ".c1_r", input));
    const Blob second = net.silu(conv(net, weights, key + ".c2_r", first));
    const Blob third = conv(net, weights, key + ".c3_r", second);
    const Blob attention = net.add_scalar(net.sigmoid(third), -kHalf);
    return {net.multiply(net.add(third, input), attention), first};
}

bool matches(const StateDict& weights) {
    return (weights.has("block_1.c1_r.eval_conv.weight") ||
            weights.has("block_1.c1_r.conv.0.weight")) &&
           weights.has("conv_cat.weight");
}

Blob normalised(Builder& net, StateDict& weights, Blob input) {
    if (weights.has("no_norm")) { // a mark of files that were trained on the plain picture
        weights.drop("no_norm");
        return input;
    }
    std::vector<float> shift;
    for (const float mean : kMean) {
        shift.push_back(-mean * kRange);
    }
    return net.scale(input, std::vector<float>(kMean.size(), kRange), shift);
}

Result<BuiltNet> build(StateDict& weights) {
    const auto colours = static_cast<std::int64_t>(kMean.size());
    const std::int64_t made = weights.dim("upsampler.0.weight", 0);
    const auto scale =
        static_cast<int>(std::lround(std::sqrt(static_cast<double>(made / colours))));
    if (scale < 1 || scale * scale * colours != made) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("upsampler.0.weight makes {} channels, which is no square "
                                   "number times {}",
                                   made, colours));
    }
    Builder net;
    const Blob picture = net.input(static_cast<int>(colours));
    const Blob first = conv(net, weights, "conv_1", normalised(net, weights, picture));
    BlockOutput last{first, first};
    Blob after_first = first;
    for (int i = 1; weights.has(fmt::format("block_{}.c1_r.conv.0.weight", i)) ||
                    weights.has(fmt::format("block_{}.c1_r.eval_conv.weight", i));
         ++i) {
        last = block(net, weights, fmt::format("block_{}", i), last.result);
        after_first = i == 1 ? last.result : after_first;
    }
    const Blob end = conv(net, weights, "conv_2", last.result);
    // The last member is what the official program holds there: its activation works in place.
    Blob blob = net.concat({first, end, after_first, last.first});
    blob = net.conv(net.conv(blob, weights, "conv_cat"), weights, "upsampler.0");
    KINOVAR_TRY_ASSIGN(graph::Graph graph, net.finish(net.pixel_shuffle(blob, scale)));
    return make_graph_net(std::move(graph));
}

} // namespace

const Architecture& span() {
    static constexpr Architecture kArchitecture{"SPAN", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
