#pragma once

#include "core/nn/graph/layers.h"

#include <ATen/ATen.h>

#include <functional>
#include <vector>

namespace kinovar::nn {

/// A tensor handed to an operator. `mine`: nobody reads it afterwards, so it may be overwritten.
struct Operand {
    at::Tensor tensor;
    bool mine = false;
};
using Operands = std::vector<Operand>;
using Operator = std::function<at::Tensor(Operands&)>;

/// What runs a layer over libtorch; takes the weights out of it. Empty for layers that are no work
/// of their own in a plan: inputs, splits, joins, slices, and convolutions, which Conv2d runs.
[[nodiscard]] Operator make_operator(graph::Layer& layer);

} // namespace kinovar::nn
