#pragma once

#include "core/nn/conv/conv3x3.h"

#include <span>

namespace kinovar::nn::conv::test {

/// A result in double precision and the sum of the magnitudes that went into it, which bounds the
/// rounding error of any way to work it out.
struct Exact {
    double value = 0;
    double magnitude = 0;
};

/// The convolution as it is defined.
Exact exact_convolution(const ConstView& input, std::span<const float> weights,
                        std::span<const float> bias, int y, int x, int out_channel);

/// The epilogue, from the pictures as they are before the call.
Exact exact_epilogue(Exact result, const Epilogue& epilogue, int y, int x, int out_channel);

} // namespace kinovar::nn::conv::test
