#pragma once

#include <ATen/ATen.h>

namespace kinovar::nn::graph_tf {

/// x · w (+ bias) along the last axis of x; `w` in × out; `bias` one per result, or undefined. On
/// the CPU a convolution of one pixel by oneDNN: libtorch hands products of matrices, and such
/// convolutions on one thread, to the BLAS that is installed. With the one that Debian installs by
/// default that is 30 times slower (docs/performance.md).
[[nodiscard]] at::Tensor dense(const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias);

} // namespace kinovar::nn::graph_tf
