#pragma once

#include "core/nn/tfjs/graph.h"
#include "core/nn/tfjs/json_cursor.h"
#include "core/nn/tfjs/shards.h"

#include <filesystem>

namespace kinovar::nn::tfjs {

/// Reads a network of TensorFlow.js: model.json with its weight files beside it, or the same as
/// JavaScript bundles (a name that ends in .js), which are searched, never run. Graph models and
/// layers models; weights float32, float16, or affine in 8 or 16 bits.
///
/// All files are untrusted: nothing is allocated after a number in the file before it is known to
/// be covered by the files' bytes, and no path leaves the folder. Errors name model.json and what
/// is wrong. Format: https://github.com/tensorflow/tfjs/tree/master/tfjs-converter
[[nodiscard]] Result<Graph> read_graph(const std::filesystem::path& path);

/// The same from memory; errors do not name the file.
[[nodiscard]] Result<Graph> parse_graph(std::string_view text, JsonCursor::Dialect dialect,
                                        ShardSource& shards);

} // namespace kinovar::nn::tfjs
