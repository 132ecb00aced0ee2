#include "core/nn/arch/carn.h"

#include "core/nn/arch/parts.h"
#include "core/nn/arch/registry.h"
#include "core/nn/graph/builder.h"
#include "core/nn/graph/graph_net.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kinovar::nn::arch {

namespace {

// CARN-M (N. Ahn et al., Fast, Accurate, and Lightweight Super-Resolution with Cascading Residual
// Network, 2018). A block applies one residual unit three times over; each result joins all earlier
// ones and is fused by its own 1×1 convolution. The blocks are joined alike.

using graph::Builder;
using Blob = Builder::Blob;

constexpr int kRounds = 3;

/// A convolution whose weights are used more than once.
struct SharedConv {
    Weight weights;
    Weight bias;
    int groups = 1;

    [[nodiscard]] Blob operator()(Builder& net, Blob input) const {
        return net.conv(input, weights, bias, {.groups = groups});
    }
};

/// Groups follow from how many channels the kernels see.
int groups_of(const StateDict& weights, const std::string& key, int channels) {
    const std::int64_t seen = weights.dim(key + ".weight", 1);
    return seen > 0 && channels >= seen && channels % seen == 0 ? static_cast<int>(channels / seen)
                                                                : 1;
}

Result<SharedConv> take_shared(StateDict& weights, const std::string& key, int channels) {
    SharedConv conv;
    conv.groups = groups_of(weights, key, channels);
    KINOVAR_TRY_ASSIGN(conv.weights,
                       weights.take(key + ".weight", {channels, channels / conv.groups, -1, -1}));
    KINOVAR_TRY_ASSIGN(conv.bias, weights.take(key + ".bias", {channels}));
    return conv;
}

/// round(i, input) for i = 1 to 3, each result joined to all before it and fused to the next input.
template <class Round>
Blob cascade(Builder& net, StateDict& weights, const std::string& prefix, Blob input, Round round) {
    Blob joined = input;
    Blob fused = input;
    for (int i = 1; i <= kRounds; ++i) {
        joined = net.concat({joined, round(i, fused)});
        fused = net.relu(net.conv(joined, weights, fmt::format("{}c{}.body.0", prefix, i)));
    }
    return fused;
}

Blob block(Builder& net, StateDict& weights, const std::string& key, Blob input) {
    std::vector<SharedConv> unit;
    for (const int member : {0, 2, 4}) { // activations lie between them
        auto conv =
            take_shared(weights, fmt::format("{}.b1.body.{}", key, member), net.channels(input));
        if (!conv) {
            net.fail(conv.error());
            return input;
        }
        unit.push_back(std::move(*conv));
    }
    return cascade(net, weights, key + ".", input, [&](int /*round*/, Blob from) {
        const Blob inner = net.relu(unit[1](net, net.relu(unit[0](net, from))));
        return net.relu(net.add(unit[2](net, inner), from));
    });
}

struct Enlarger {
    std::string key;
    int scale = 1;
};

std::vector<Enlarger> enlargers(const StateDict& weights) {
    std::vector<Enlarger> found;
    for (const int scale : {2, 3, 4}) {
        const std::string key = fmt::format("upsample.up{}.body.", scale);
        if (weights.has(key + "0.weight")) {
            found.push_back({key, scale});
        }
    }
    return found;
}

Result<Enlarger> choose(const std::vector<Enlarger>& all, int scale) {
    std::vector<int> scales;
    for (const Enlarger& one : all) {
        if (one.scale == scale || (scale == 0 && &one == &all.back())) {
            return one;
        }
        scales.push_back(one.scale);
    }
    return failure(ErrorCode::InvalidArgument, fmt::format("the file cannot enlarge {}×", scale),
                   fmt::format("it can: {}×", fmt::join(scales, "×, ")));
}

Blob enlarge(Builder& net, StateDict& weights, const Enlarger& how, Blob blob) {
    constexpr int kTriple = 3;
    constexpr int kStep = 3; // convolution, activation, shuffle
    const int factor = how.scale == kTriple ? kTriple : 2;
    int done = 1;
    for (int i = 0; done < how.scale; i += kStep, done *= factor) {
        const std::string key = how.key + std::to_string(i);
        const int groups = groups_of(weights, key, net.channels(blob));
        blob = net.relu(net.conv(blob, weights, key, {.groups = groups}));
        blob = net.pixel_shuffle(blob, factor);
    }
    return blob;
}

bool matches(const StateDict& weights) {
    return weights.has("sub_mean.shifter.weight") && weights.has("entry.weight") &&
           weights.has("b1.b1.body.4.weight") && weights.has("b1.c1.body.0.weight") &&
           !weights.has("b1.b2.body.0.weight") && !enlargers(weights).empty();
}

Result<BuiltNet> build(StateDict& weights) {
    return build_carn_m(weights, 0);
}

} // namespace

Result<BuiltNet> build_carn_m(StateDict& weights, int scale) {
    const std::vector<Enlarger> all = enlargers(weights);
    KINOVAR_TRY_ASSIGN(const Enlarger chosen, choose(all, scale));
    for (const Enlarger& one : all) {
        if (one.scale != chosen.scale) {
            static_cast<void>(weights.split_off(one.key));
        }
    }
    const std::int64_t parameters = count_parameters(weights);
    Builder net;
    Blob blob = net.input(static_cast<int>(weights.dim("sub_mean.shifter.weight", 1)));
    blob = net.conv(net.conv(blob, weights, "sub_mean.shifter"), weights, "entry");
    blob = cascade(net, weights, "", blob, [&](int i, Blob from) {
        return block(net, weights, fmt::format("b{}", i), from);
    });
    blob = net.conv(enlarge(net, weights, chosen, blob), weights, "exit");
    KINOVAR_TRY_ASSIGN(graph::Graph graph, net.finish(net.conv(blob, weights, "add_mean.shifter")));
    KINOVAR_TRY_ASSIGN(BuiltNet built, make_graph_net(std::move(graph)));
    built.info.parameters = parameters; // the graph counts shared weights each time they are used
    return built;
}

const Architecture& carn() {
    static constexpr Architecture kArchitecture{"CARN-M", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
