#pragma once

#include "core/nn/graph/facts.h"
#include "core/nn/graph/graph.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace kinovar::nn::graph {

/// What a convolution does to its result before it is stored, taken over from the layers behind it:
///   out = scale · act(conv + bias) + first_scale · first + second_scale · second
/// where act is applied to the sum instead when act_last.
struct Fusion {
    Activation act = Activation::None;
    float slope = 0;                        ///< of LeakyRelu
    std::optional<std::size_t> slopes_node; ///< the PReLU whose slopes are used instead
    bool act_last = false;
    float scale = 1;
    std::optional<int> first; ///< a blob that is added
    float first_scale = 1;
    std::optional<int> second;
    float second_scale = 1;
};

/// Where a blob lies: some channels of a buffer. Blobs that are joined lie side by side from the
/// start, so that joining them is no work.
struct Place {
    int buffer = -1;
    int begin = 0;
    int channels = 0;
};

struct PlanStep {
    enum class Kind : std::uint8_t {
        Run, ///< runs the layer of `node`
        Copy ///< copies the one input to the output
    };
    Kind kind = Kind::Run;
    std::size_t node = 0;
    std::vector<int> inputs;
    int output = 0;
    Fusion fusion;           ///< of a convolution
    bool overwrites = false; ///< the first input is nobody's afterwards and lies in a buffer alone
    std::vector<int> ends;   ///< buffers that nobody reads after this step
};

/// How a graph is run: layers that follow a convolution are fused into it, joins and slices of
/// channels are only places, buffers end with their last reader. Blobs are those of the graph (of a
/// Split: the one that is split) and, from graph.blobs.size() on, copies.
struct Plan {
    std::vector<PlanStep> steps;
    std::vector<Place> places;    ///< per blob; of graph inputs too
    std::vector<int> channels_of; ///< per buffer
    std::vector<int> like;        ///< per buffer, a blob of the graph of its size
    std::vector<int> owner;       ///< per blob of the graph
    std::optional<Tail> tail;
    std::size_t tail_step = 0;         ///< where the tail begins; steps.size() without one
    std::int64_t floats_per_pixel = 0; ///< held at the hungriest moment, per input pixel
};

[[nodiscard]] Plan make_plan(const Graph& graph);

} // namespace kinovar::nn::graph
