#pragma once

#include "core/nn/tfjs/description.h"

namespace kinovar::nn::tfjs {

/// Makes the graph of a description: finds what each input means, checks operators and their number
/// of inputs, puts the nodes in the order of execution (files are not always in order) and leaves
/// out what no output needs. Constants are without values: of each, name only, at the index that
/// its node says; those of Description::constants are moved in. Errors name the node: an input that
/// is missing, a circle, an unknown operator.
[[nodiscard]] Result<Graph> link_graph(Description&& description);

} // namespace kinovar::nn::tfjs
