#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/nn/ncnn/layers.h"

#include <filesystem>
#include <string_view>

namespace kinovar::nn::ncnn {

/// What is known of a blob without running the network.
struct BlobFacts {
    std::string name;
    int channels = 0; ///< 0: not known (an input that no layer pins down)
    int origin = 0;   ///< the input blob whose channels it shares while they are not known
    // Size against that of the first input: numerator / denominator, reduced.
    int scale_w = 1, divisor_w = 1;
    int scale_h = 1, divisor_h = 1;
};

/// A network as an ncnn pair of files describes it: nodes in an order in which they can run (every
/// blob is produced before it is used, once), with weights.
struct Graph {
    std::vector<Node> nodes;
    std::vector<BlobFacts> blobs;
    std::vector<int> inputs;  ///< blobs of Input layers
    std::vector<int> outputs; ///< blobs that nobody reads, in order
    std::int64_t parameters = 0;
    Hash128 fingerprint; ///< of both files' bytes
};

/// Reads `param_path` and the .bin of the same name beside it. Both are untrusted: syntax, counts,
/// sizes against the files, shapes of neighbouring layers, the exact length of the .bin and that
/// all numbers are finite are checked; limits stand in limits.h. Errors name file, layer and cause.
[[nodiscard]] Result<Graph> read_graph(const std::filesystem::path& param_path);

/// The same from memory; errors name the layer.
[[nodiscard]] Result<Graph> parse_graph(std::string_view param_text, std::string_view weights);

/// The .bin that belongs to a .param.
[[nodiscard]] std::filesystem::path weights_path(const std::filesystem::path& param_path);

} // namespace kinovar::nn::ncnn
