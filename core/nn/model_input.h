#pragma once

#include "core/nn/model.h"
#include "core/nn/npy.h"

namespace kinovar::nn {

/// An array file as an input of a model: uint8 H×W×C (or H×W) pictures are brought to the model's
/// value range and to 1×C×H×W; float32 of rank 4 is taken as it is, of rank 3 as C×H×W.
[[nodiscard]] Result<Array> model_input_from(const NpyArray& array, const ModelInfo& info);

} // namespace kinovar::nn
