#pragma once

#include "core/nn/graph/graph.h"

namespace kinovar::nn::graph {

/// Fills in the facts of the node's outputs from those of its inputs, and refuses what does not fit
/// together: channel counts, sizes, sums of unlike blobs. A convolution after an input of unknown
/// channels says how many it has.
[[nodiscard]] Status infer_shapes(const Node& node, std::vector<BlobFacts>& blobs);

/// Gives every blob whose channels were not known when it was met those that a later layer told.
void settle_channels(std::vector<BlobFacts>& blobs);

[[nodiscard]] std::int64_t parameter_count(const Layer& layer);

} // namespace kinovar::nn::graph
