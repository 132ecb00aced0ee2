#pragma once

#include "core/nn/conv/aligned_floats.h"
#include "core/nn/conv/winograd.h"

#include <span>

namespace kinovar::nn::conv::winograd {

/// The groups for `channels` output channels.
Groups groups_for(int channels, const Kernels& kernels);

/// `weights`: out × in × 3 × 3. Result: for each group and each of the 36 points, a matrix of
/// input channels × output channels of the group (whole vectors, zeros at the end).
AlignedFloats pack_weights(std::span<const float> weights, int out_channels, int in_channels,
                           const Kernels& kernels);

} // namespace kinovar::nn::conv::winograd
