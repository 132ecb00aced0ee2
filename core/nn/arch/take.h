#pragma once

#include "core/nn/arch/parts.h"
#include "core/nn/net.h"

namespace kinovar::nn::arch {

// What networks over tensors that turn a picture into a picture share.

/// A convolution of this size and shape, with its bias. Throws BadWeights.
[[nodiscard]] Conv2d take_biased_conv(StateDict& weights, const std::string& key,
                                      const ConvSize& size, const ConvShape& how = {});

/// Zero padding that keeps the size under an odd kernel.
[[nodiscard]] ConvShape same_size(std::int64_t kernel, std::int64_t groups = 1);

/// N×C×H×W → N×H×W×C, which costs nothing where channels lie side by side.
[[nodiscard]] at::Tensor channels_to_end(const at::Tensor& picture);
/// And back.
[[nodiscard]] at::Tensor channels_to_front(const at::Tensor& picture);

/// The info of a network from one picture to another: task, scale, channels, value range, ports.
[[nodiscard]] ModelInfo picture_info(int in_channels, int out_channels, int scale);

} // namespace kinovar::nn::arch
