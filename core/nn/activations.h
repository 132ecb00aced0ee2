#pragma once

#include <ATen/ATen.h>

namespace kinovar::nn {

/// values[c] < 0 → values[c]·slopes[c], in place. `tensor`: N×C×H×W float32; `slopes`: C. A
/// channels_last tensor on the CPU takes one pass over memory, where at::prelu takes two and a new
/// tensor.
void prelu_in_place(at::Tensor& tensor, const at::Tensor& slopes);

} // namespace kinovar::nn
