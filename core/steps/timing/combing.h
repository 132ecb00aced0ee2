#pragma once

#include "core/pipeline/clip.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace kinovar::steps {

/// 8-bit luma of a picture, rows without padding.
struct LumaPicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;

    [[nodiscard]] const std::uint8_t* row(int y) const {
        return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
    }
};

[[nodiscard]] LumaPicture luma_picture(const Frame& frame);

/// How combed the picture is that takes its upper field (lines 0, 2 …) from one and its lower field
/// from another: mean over all pixels of how far, in levels, a line sticks out from both its
/// neighbours. Same sizes.
[[nodiscard]] double combing(const LumaPicture& upper, const LumaPicture& lower);

/// How unlike two pictures are, in levels: the mean absolute difference of the block of 16×16
/// pixels that only one in a hundred exceeds, so that a small thing that moves counts and noise
/// does not.
[[nodiscard]] double unlikeness(const LumaPicture& a, const LumaPicture& b);

/// Whether a film is interlaced, and which field comes first: measured on pairs of frames all over
/// it (fields that lie closer in time comb less), kept by pipeline::analyses(). Progressive where
/// nothing combs; Unknown where nothing moves.
[[nodiscard]] Result<FieldOrder> find_field_order(const pipeline::Clip& clip,
                                                  const pipeline::Pull& pull);

} // namespace kinovar::steps
