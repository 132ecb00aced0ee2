#pragma once

#include "core/nn/graph/graph.h"
#include "core/nn/net.h"

namespace kinovar::nn {

/// Makes a graph runnable on the device chosen by set_device(). Takes the weights out of the graph
/// as it goes, so that they are not held twice. The info holds what the graph tells: scale,
/// channels, size multiple, receptive radius and the halo that follows, memory per pixel,
/// parameters, ports. Errors: a graph without output; memory.
[[nodiscard]] Result<BuiltNet> make_graph_net(graph::Graph graph);

} // namespace kinovar::nn
