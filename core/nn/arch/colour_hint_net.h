#pragma once

#include "core/nn/hint_planes.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

// The network `kinovar-colour-hint` as plain operators over its weights, so that training and use
// cannot differ.
namespace kinovar::nn {

/// Weights by name.
using HintNetWeights = std::map<std::string, at::Tensor>;

/// A parameter and how it begins: normal numbers of that spread, or these values, or zeros.
struct HintNetParameter {
    std::string name;
    std::vector<std::int64_t> shape;
    double spread = 0;
    std::vector<float> values;
};

/// What the network says, N × … × H × W.
struct HintNetAnswer {
    at::Tensor shares; ///< 3: of the painted, the nearest and the likely colours
    at::Tensor extra;  ///< 2: chroma to add to their sum
    at::Tensor error;  ///< 1: natural logarithm of the error to be expected, in the same units
};

/// All parameters and how they begin: nearly at the painted colours.
[[nodiscard]] const std::vector<HintNetParameter>& hint_net_parameters();

/// Planes: N×kHintPlanes×H×W. Hints: N×K×kHintNumbers, K ≥ 1. Throws what libtorch throws.
[[nodiscard]] HintNetAnswer run_hint_net(const HintNetWeights& weights, const at::Tensor& planes,
                                         const at::Tensor& hints);

/// Chroma N×2×H×W.
[[nodiscard]] at::Tensor hint_net_colours(const HintNetAnswer& answer, const at::Tensor& planes);

} // namespace kinovar::nn
