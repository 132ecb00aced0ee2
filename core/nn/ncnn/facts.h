#pragma once

#include "core/nn/ncnn/graph.h"

namespace kinovar::nn::ncnn {

/// What a graph tells about itself as a picture-to-picture network.
struct GraphFacts {
    std::string architecture; ///< "SRVGGNetCompact", "RRDBNet", or "" when it is none of the known
    int scale = 1;            ///< of the first output
    int in_channels = 0;
    int out_channels = 0;
    int size_multiple = 1;
    int receptive_radius = 0; ///< input pixels that can influence an output pixel, to each side
    std::int64_t floats_per_pixel = 0; ///< live at the hungriest moment, per input pixel
};

/// Fails for a graph without an output and for one whose output is no enlarged (or equal) picture.
[[nodiscard]] Result<GraphFacts> facts_of(const Graph& graph);

} // namespace kinovar::nn::ncnn
