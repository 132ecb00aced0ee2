#pragma once

#include "core/base/hash.h"
#include "core/nn/graph/layers.h"

#include <string>
#include <vector>

namespace kinovar::nn::graph {

/// What is known of a blob without running the network.
struct BlobFacts {
    std::string name;
    int channels = 0; ///< 0: not known (an input that no layer pins down)
    int origin = 0;   ///< the input blob whose channels it shares while they are not known
    // Size against that of the first input: numerator / denominator, reduced.
    int scale_w = 1, divisor_w = 1;
    int scale_h = 1, divisor_h = 1;
};

/// A network that turns pictures into pictures: nodes in an order in which they can run (every blob
/// is produced before it is used, once), with weights. Read from ncnn files or made by an
/// architecture out of a checkpoint; everything that makes networks fast is done on this form.
struct Graph {
    std::vector<Node> nodes;
    std::vector<BlobFacts> blobs;
    std::vector<int> inputs;  ///< blobs of Input layers
    std::vector<int> outputs; ///< blobs that nobody reads, in order
    std::int64_t parameters = 0;
    Hash128 fingerprint; ///< of the bytes it was read from
};

} // namespace kinovar::nn::graph
