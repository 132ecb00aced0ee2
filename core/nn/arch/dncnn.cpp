#include "core/nn/arch/registry.h"
#include "core/nn/graph/builder.h"
#include "core/nn/graph/graph_net.h"

#include <fmt/format.h>

#include <cmath>

namespace kinovar::nn::arch {

namespace {

// DnCNN (K. Zhang et al., 2017) as KAIR lays it out: a row of convolutions, some with batch
// normalisation, that finds the noise; the picture less the noise is the result. Only members of
// the sequence that have weights are in the file.

constexpr double kNormEpsilon = 1e-4; // KAIR's own, not PyTorch's usual one

std::string member(int index) {
    return fmt::format("model.{}", index);
}

/// Of the member of this sequence that has weights and comes after `index`; -1: none.
int next_member(const StateDict& weights, int index) {
    constexpr int kMostWithout = 2; // between two that have weights there is an activation at most
    for (int i = index + 1; i <= index + kMostWithout; ++i) {
        if (weights.has(member(i) + ".weight")) {
            return i;
        }
    }
    return -1;
}

int last_member(const StateDict& weights) {
    int last = 0;
    for (int next = 0; next >= 0; next = next_member(weights, last)) {
        last = next;
    }
    return last;
}

bool matches(const StateDict& weights) {
    const std::string last = member(last_member(weights)) + ".weight";
    const std::int64_t channels = weights.dim("model.0.weight", 1);
    return weights.rank("model.0.weight") == 4 && weights.rank(last) == 4 &&
           (channels == 1 || channels == 3) && weights.dim(last, 0) == channels;
}

/// Batch normalisation by fixed statistics is one factor and one offset a channel, which the
/// convolution before it takes over.
Status fold_norm(StateDict& weights, const std::string& key, Weight& kernels, Weight& bias) {
    const std::int64_t channels = kernels.shape[0];
    KINOVAR_TRY_ASSIGN(const Weight gain, weights.take(key + ".weight", {channels}));
    KINOVAR_TRY_ASSIGN(const Weight shift, weights.take(key + ".bias", {channels}));
    KINOVAR_TRY_ASSIGN(const Weight mean, weights.take(key + ".running_mean", {channels}));
    KINOVAR_TRY_ASSIGN(const Weight variance, weights.take(key + ".running_var", {channels}));
    weights.drop(key + ".num_batches_tracked");
    if (channels == 0) {
        return failure(ErrorCode::Corrupt, key + ".weight is empty");
    }
    const std::size_t each = kernels.values.size() / gain.values.size();
    for (std::size_t c = 0; c < gain.values.size(); ++c) {
        const double factor = gain.values[c] / std::sqrt(variance.values[c] + kNormEpsilon);
        for (std::size_t i = c * each; i < (c + 1) * each; ++i) {
            kernels.values[i] = static_cast<float>(kernels.values[i] * factor);
        }
        bias.values[c] = static_cast<float>((double{bias.values[c]} - mean.values[c]) * factor +
                                            shift.values[c]);
    }
    return {};
}

Result<BuiltNet> build(StateDict& weights) {
    const int last = last_member(weights);
    graph::Builder net;
    const auto input = net.input(static_cast<int>(weights.dim("model.0.weight", 1)));
    auto blob = input;
    for (int i = 0; i >= 0;) {
        KINOVAR_TRY_ASSIGN(Weight kernels,
                           weights.take(member(i) + ".weight", {-1, net.channels(blob), 3, 3}));
        KINOVAR_TRY_ASSIGN(Weight bias, weights.take(member(i) + ".bias", {kernels.shape[0]}));
        int next = next_member(weights, i);
        if (weights.rank(member(i + 1) + ".weight") == 1) {
            KINOVAR_TRY(fold_norm(weights, member(i + 1), kernels, bias));
            next = next_member(weights, i + 1);
        }
        blob = net.conv(blob, std::move(kernels), std::move(bias));
        blob = i == last ? blob : net.relu(blob);
        i = next;
    }
    KINOVAR_TRY_ASSIGN(graph::Graph graph, net.finish(net.subtract(input, blob)));
    KINOVAR_TRY_ASSIGN(BuiltNet built, make_graph_net(std::move(graph)));
    built.info.task = Task::Denoise;
    return built;
}

} // namespace

const Architecture& dncnn() {
    static constexpr Architecture kArchitecture{"DnCNN", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
