#pragma once

#include "core/nn/graph/graph.h"

#include <optional>

namespace kinovar::nn::graph {

/// What a graph tells about itself as a picture-to-picture network.
struct GraphFacts {
    std::string architecture; ///< "SRVGGNetCompact", "RRDBNet", or "" when it is none of the known
    int scale = 1;            ///< of the first output, where that is a whole multiple; otherwise 1
    int in_channels = 0;
    int out_channels = 0;
    int size_multiple = 1;
    int receptive_radius = 0; ///< input pixels that can influence an output pixel, to each side
    std::int64_t floats_per_pixel = 0; ///< live at the hungriest moment, per input pixel
};

/// The end of an upscaling network, where the picture is already large: everything after one blob
/// of the input's size that nothing else passes by (but inputs of the network). It looks only a few
/// pixels around, so it can be run strip by strip at no loss, and the large blobs need not exist.
struct Tail {
    std::size_t first_node = 0; ///< from here to the last node
    int cut = 0;                ///< the blob it starts from
    int radius = 0;             ///< pixels of `cut` that an output pixel depends on, to each side
    std::int64_t floats_per_pixel = 1; ///< of the largest blob in it, per pixel of `cut`
};
[[nodiscard]] std::optional<Tail> tail_of(const Graph& graph);

/// Per blob, the one whose memory it is: itself, or for outputs of Split what was split.
[[nodiscard]] std::vector<int> owners_of(const Graph& graph);

/// Fails for a graph without an output.
[[nodiscard]] Result<GraphFacts> facts_of(const Graph& graph);

} // namespace kinovar::nn::graph
