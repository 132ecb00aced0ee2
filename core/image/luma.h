#pragma once

#include "core/image/frame.h"

#include <cstdint>
#include <span>

namespace kinovar {

/// Weights of R', G', B' in a frame's luma Y', by its (resolved) matrix; they sum to 1.
[[nodiscard]] LumaWeights luma_weights(const Frame& frame);

/// Y' of every pixel, row by row, in the encoded range (0 … 1, not clipped). `luma`: width ×
/// height.
void luma_of(const Frame& frame, std::span<float> luma);

/// Y' in 8-bit levels, rounded and clipped to 0 … 255: enough to find things in.
void luma_of(const Frame& frame, std::span<std::uint8_t> luma);

/// A frame with R', G', B' each changed by `change[i]`, so that luma changes by it and colour
/// differences stay; origin plane shared.
[[nodiscard]] std::shared_ptr<Frame> with_luma_changed(const Frame& frame,
                                                       std::span<const float> change);

} // namespace kinovar
