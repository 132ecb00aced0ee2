#pragma once

#include "core/nn/net.h"
#include "core/nn/tfjs/graph.h"

#include <filesystem>

namespace kinovar::nn {

/// Loads a network of TensorFlow.js (graph model or layers model) from its model.json with the
/// weight files beside it, or from JavaScript bundles of them (a name that ends in .js; nothing is
/// run).
///
/// Pictures go in and come out as N×C×H×W; values of another rank are as the network has them.
/// Names of inputs and outputs are those of the model's signature. Networks whose size is free are
/// worked out anew for each size (shapes computed, constants folded, steps joined); the last few
/// sizes are remembered.
///
/// The files are untrusted; errors name model.json and what is wrong in it.
[[nodiscard]] Result<BuiltNet> load_tfjs(const std::filesystem::path& model_json);

/// The same of a graph that was read already; errors do not name a file.
[[nodiscard]] Result<BuiltNet> make_tfjs_net(tfjs::Graph graph);

} // namespace kinovar::nn
