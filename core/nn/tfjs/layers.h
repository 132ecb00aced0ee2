#pragma once

#include "core/nn/tfjs/description.h"

namespace kinovar::nn::tfjs {

/// Puts the layers of a Keras model (and the layers MultiplyBeta and PixelShuffle2x … that the RRDN
/// family of super-resolution models brings) into operators: fills nodes, constants, inputs and
/// outputs. The error names a layer that is not understood.
/// https://keras.io/api/layers/
[[nodiscard]] Status lower_layers(Description& description);

} // namespace kinovar::nn::tfjs
