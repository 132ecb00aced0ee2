#pragma once

#include "core/nn/model.h"

#include <span>

namespace kinovar::nn {

/// Floating-point operations of the convolutions and matrix products in one run of the model on
/// these inputs, by definition and not as they are done: a multiplication and an addition are two,
/// and a convolution that Winograd's way does with a quarter of them counts in full. Runs it once.
[[nodiscard]] Result<double> count_operations(const Model& model, std::span<const Array> inputs);

/// To be called by what does such work outside libtorch; counts only inside count_operations().
void add_operations(double operations);

} // namespace kinovar::nn
