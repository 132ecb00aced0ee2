#pragma once

#include <ATen/core/Tensor.h>

namespace kinovar::train {

/// Least slope that prelu() works with; the optimiser keeps slopes above it.
inline constexpr double kLeastSlope = 1e-3;
/// Features must be a multiple of it.
inline constexpr int kFeatureMultiple = 16;

/// PReLU with gradients. On the CPU in place of `values` (N×C×H×W, channels last, float32 or
/// bfloat16, made by a convolution that nobody else reads); elsewhere by libtorch. `slopes`: C,
/// float32, positive.
[[nodiscard]] at::Tensor prelu(const at::Tensor& values, const at::Tensor& slopes);

} // namespace kinovar::train
