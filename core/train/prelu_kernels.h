#pragma once

#include <cstddef>
#include <cstdint>

namespace kinovar::train {

// PReLU (He et al., "Delving deep into rectifiers", 2015) over pixels × channels numbers that lie
// channels last, in place; `slopes` (one a channel) are positive, so that the sign of what went in
// can be told from what came out. 16-bit numbers are bfloat16, rounded to nearest.

void prelu_forward(float* values, std::size_t pixels, std::size_t channels, const float* slopes);
void prelu_forward(std::uint16_t* values, std::size_t pixels, std::size_t channels,
                   const float* slopes);

/// `values` as prelu_forward left them. Turns the gradient of the output into that of the input and
/// adds the gradient of the slopes to `slope_gradients`.
void prelu_backward(float* gradients, const float* values, std::size_t pixels, std::size_t channels,
                    const float* slopes, float* slope_gradients);
void prelu_backward(std::uint16_t* gradients, const std::uint16_t* values, std::size_t pixels,
                    std::size_t channels, const float* slopes, float* slope_gradients);

} // namespace kinovar::train
