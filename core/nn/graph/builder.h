#pragma once

#include "core/base/result.h"
#include "core/nn/graph/graph.h"
#include "core/nn/loaders/state_dict.h"

namespace kinovar::nn::graph {

/// Builds a Graph from code: what an architecture of convolutions does. Blobs are numbers; each
/// call adds a node and returns the blob it makes. The first error stays and comes out of finish().
class Builder {
public:
    using Blob = int;

    Blob input(int channels);
    /// Square kernel; `weights` out × in / groups × k × k, `bias` one per output channel or empty.
    struct Conv {
        int stride = 1;
        int padding = -1; ///< -1: half the kernel, so that the size stays
        int groups = 1;
        bool bias = true; ///< out of a dictionary: `key`.bias must be there
    };
    Blob conv(Blob from, Weight weights, Weight bias, Conv shape);
    Blob conv(Blob from, Weight weights, Weight bias) {
        return conv(from, std::move(weights), std::move(bias), Conv());
    }
    /// Takes `key`.weight and, unless `shape` says that there is none, `key`.bias out of the
    /// dictionary.
    Blob conv(Blob from, StateDict& weights, const std::string& key, Conv shape);
    Blob conv(Blob from, StateDict& weights, const std::string& key) {
        return conv(from, weights, key, Conv());
    }
    Blob leaky_relu(Blob from, float slope);
    Blob relu(Blob from) { return leaky_relu(from, 0); }
    Blob prelu(Blob from, Weight slopes);
    Blob sigmoid(Blob from);
    Blob silu(Blob from);
    Blob pixel_shuffle(Blob from, int factor);
    Blob pixel_unshuffle(Blob from, int factor);
    Blob enlarge_nearest(Blob from, int factor);
    Blob concat(const std::vector<Blob>& from);
    Blob add(Blob a, Blob b) { return weighted_sum({a, b}, {}); }
    /// Σ coefficient · blob; no coefficients: all 1.
    Blob weighted_sum(const std::vector<Blob>& from, std::vector<float> coefficients);
    Blob subtract(Blob a, Blob b);
    Blob multiply(Blob a, Blob b);
    Blob add_scalar(Blob from, float value);
    Blob multiply_scalar(Blob from, float value);
    /// out = in · scale[c] + bias[c]
    Blob scale(Blob from, std::vector<float> scale, std::vector<float> bias);

    [[nodiscard]] int channels(Blob blob) const;
    /// Keeps an error that happened while weights were fetched.
    void fail(Error error);
    /// The graph with this output (the one blob that nobody reads).
    [[nodiscard]] Result<Graph> finish(Blob output);

private:
    Blob add_node(const char* type, Layer layer, std::vector<int> inputs);

    Graph graph_;
    Status status_;
};

} // namespace kinovar::nn::graph
