#include "core/nn/arch/registry.h"
#include "core/nn/graph/builder.h"
#include "core/nn/graph/graph_net.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace kinovar::nn::arch {

namespace {

// RRDBNet (X. Wang et al., ESRGAN, 2018; Real-ESRGAN, 2021): residual-in-residual dense blocks,
// then steps of enlarging twofold. For scales 1 and 2 the picture first becomes one of more
// channels and fewer pixels. Three ways to name the same tensors are in use.

using graph::Builder;
using Blob = Builder::Blob;

constexpr float kSlope = 0.2F;
constexpr float kResidual = 0.2F; // of each block and of each group of blocks
constexpr int kDensePerBlock = 3;
constexpr int kConvsPerDense = 5;

struct Names {
    std::string first;
    std::string blocks; ///< block N is below this and "N."
    std::string dense;  ///< of a block, before its number
    std::string suffix; ///< after the name of a convolution of a dense block
    std::string trunk;
    std::vector<std::string> enlarge; ///< one convolution per step
    std::string high;
    std::string last;
};

/// conv_up1, conv_up2 … as many as there are.
std::vector<std::string> numbered(const StateDict& weights, const char* prefix) {
    std::vector<std::string> names;
    for (int i = 1;; ++i) {
        std::string name = fmt::format("{}{}", prefix, i);
        if (!weights.has(name + ".weight")) {
            return names;
        }
        names.push_back(std::move(name));
    }
}

Names new_names(const StateDict& weights) {
    return {"conv_first", "body.",    "rdb", "", "conv_body", numbered(weights, "conv_up"),
            "conv_hr",    "conv_last"};
}

Names middle_names(const StateDict& weights) {
    return {"conv_first", "RRDB_trunk.", "RDB", "", "trunk_conv", numbered(weights, "upconv"),
            "HRconv",     "conv_last"};
}

/// The oldest files number the members of a sequence: what is neither a block nor has weights is
/// passed over, the last two convolutions are the ones at full size.
Names old_names(const StateDict& weights) {
    constexpr std::string_view kPrefix = "model.";
    constexpr std::string_view kSuffix = ".weight";
    std::vector<int> places;
    for (const std::string& key : weights.keys()) {
        int place = 0;
        const auto* const end = key.data() + key.size();
        if (!key.starts_with(kPrefix)) {
            continue;
        }
        const auto [rest, error] = std::from_chars(key.data() + kPrefix.size(), end, place);
        if (error == std::errc() && std::string_view(rest, end) == kSuffix && place > 1) {
            places.push_back(place);
        }
    }
    std::sort(places.begin(), places.end());
    constexpr std::size_t kAtFullSize = 2;
    places.resize(std::max(places.size(), kAtFullSize));
    std::vector<std::string> names;
    for (const int place : places) {
        names.push_back(fmt::format("model.{}", place));
    }
    const int blocks = weights.count_blocks("model.1.sub.") - 1; // the last is the trunk's end
    return {"model.0",
            "model.1.sub.",
            "RDB",
            ".0",
            fmt::format("model.1.sub.{}", blocks),
            {names.begin(), names.end() - kAtFullSize},
            names[names.size() - 2],
            names.back()};
}

bool is_new(const StateDict& weights) {
    return weights.has("body.0.rdb1.conv1.weight");
}

bool is_middle(const StateDict& weights) {
    return weights.has("RRDB_trunk.0.RDB1.conv1.weight");
}

bool matches(const StateDict& weights) {
    return is_new(weights) || is_middle(weights) ||
           weights.has("model.1.sub.0.RDB1.conv1.0.weight");
}

Blob dense_block(Builder& net, StateDict& weights, const Names& names, const std::string& prefix,
                 Blob input) {
    std::vector<Blob> known = {input};
    for (int i = 1; i < kConvsPerDense; ++i) {
        const Blob seen = known.size() == 1 ? input : net.concat(known);
        const Blob made =
            net.conv(seen, weights, fmt::format("{}conv{}{}", prefix, i, names.suffix));
        known.push_back(net.leaky_relu(made, kSlope));
    }
    const Blob made = net.conv(net.concat(known), weights,
                               fmt::format("{}conv{}{}", prefix, kConvsPerDense, names.suffix));
    return net.weighted_sum({made, input}, {kResidual, 1});
}

Blob body(Builder& net, StateDict& weights, const Names& names, Blob input) {
    const int blocks = weights.count_blocks(names.blocks);
    Blob blob = input;
    for (int n = 0; n < blocks; ++n) {
        if (names.trunk == fmt::format("{}{}", names.blocks, n)) {
            break;
        }
        Blob inner = blob;
        for (int r = 1; r <= kDensePerBlock; ++r) {
            inner = dense_block(net, weights, names,
                                fmt::format("{}{}.{}{}.", names.blocks, n, names.dense, r), inner);
        }
        blob = net.weighted_sum({inner, blob}, {kResidual, 1});
    }
    return net.add(net.conv(blob, weights, names.trunk), input);
}

/// Pixels a side that are gathered into channels first: 1, 2 or 4.
Result<int> gathering(const StateDict& weights, const Names& names) {
    const std::int64_t seen = weights.dim(names.first + ".weight", 1);
    const std::int64_t made = weights.dim(names.last + ".weight", 0);
    for (const int side : {1, 2, 4}) {
        if (made > 0 && seen == made * side * side) {
            return side;
        }
    }
    return failure(
        ErrorCode::Unsupported,
        fmt::format("{}.weight reads {} channels for a picture of {}", names.first, seen, made));
}

Result<BuiltNet> build(StateDict& weights) {
    const Names names = is_new(weights)      ? new_names(weights)
                        : is_middle(weights) ? middle_names(weights)
                                             : old_names(weights);
    KINOVAR_TRY_ASSIGN(const int side, gathering(weights, names));
    Builder net;
    Blob blob = net.input(static_cast<int>(weights.dim(names.last + ".weight", 0)));
    if (side > 1) {
        blob = net.pixel_unshuffle(blob, side);
    }
    blob = body(net, weights, names, net.conv(blob, weights, names.first));
    for (const std::string& name : names.enlarge) {
        constexpr int kTwofold = 2;
        blob = net.leaky_relu(net.conv(net.enlarge_nearest(blob, kTwofold), weights, name), kSlope);
    }
    blob = net.leaky_relu(net.conv(blob, weights, names.high), kSlope);
    KINOVAR_TRY_ASSIGN(graph::Graph graph, net.finish(net.conv(blob, weights, names.last)));
    return make_graph_net(std::move(graph));
}

} // namespace

const Architecture& rrdb() {
    static constexpr Architecture kArchitecture{"RRDBNet", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
