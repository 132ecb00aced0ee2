#pragma once

#include "core/base/result.h"
#include "core/nn/graph/graph.h"

#include <filesystem>
#include <string_view>

namespace kinovar::nn::ncnn {

/// Reads `param_path` and the .bin of the same name beside it. Both are untrusted: syntax, counts,
/// sizes against the files, shapes of neighbouring layers, the exact length of the .bin and that
/// all numbers are finite are checked; limits stand in limits.h. Errors name file, layer and cause.
[[nodiscard]] Result<graph::Graph> read_graph(const std::filesystem::path& param_path);

/// The same from memory; errors name the layer.
[[nodiscard]] Result<graph::Graph> parse_graph(std::string_view param_text,
                                               std::string_view weights);

/// The .bin that belongs to a .param.
[[nodiscard]] std::filesystem::path weights_path(const std::filesystem::path& param_path);

} // namespace kinovar::nn::ncnn
