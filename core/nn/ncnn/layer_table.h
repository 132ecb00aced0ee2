#pragma once

#include "core/nn/graph/layers.h"
#include "core/nn/ncnn/param_text.h"
#include "core/nn/ncnn/weight_bytes.h"

namespace kinovar::nn::ncnn {

/// Understands one line of the .param and takes its weights. Layer types are listed in one table in
/// the source file; a type that is not there, a parameter that is not understood and a wrong number
/// of inputs or outputs are refused.
[[nodiscard]] Result<graph::Layer> read_layer(const TextLayer& text, WeightBytes& weights);

} // namespace kinovar::nn::ncnn
