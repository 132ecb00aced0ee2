#pragma once

#include "core/nn/pixels.h"

#include <ATen/ATen.h>

namespace kinovar::nn {

// The one place where pixels become tensors and tensors pixels.

/// A 1×C×H×W float32 CPU tensor that aliases the pixels (no copy; values and channel order as they
/// are). Valid as long as they are; must not be written to. Interleaved pixels without gaps between
/// rows give a channels_last tensor.
[[nodiscard]] at::Tensor tensor_from_pixels(const PixelView& pixels);

/// The first picture of an N×C×H×W float32 tensor. A CPU tensor is aliased and kept alive by the
/// result, one of another device is copied once.
[[nodiscard]] Pixels pixels_from_tensor(const at::Tensor& tensor);

} // namespace kinovar::nn
