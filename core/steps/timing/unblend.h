#pragma once

#include "core/steps/timing/cadence.h"

#include <vector>

namespace kinovar::steps {

/// One frame's part in a picture that is solved for.
struct BlendPart {
    std::int64_t frame = 0;
    double weight = 0;
};

/// What picture j of the original is, in frames of a film whose frame i is the mix, by how near
/// they are, of the two originals around the moment (i·out + phase)/in. By least squares over the
/// frames from `first` to `last` (a shot) that touch it and its neighbours. Where the solution
/// would raise noise too much: the frame with the largest share alone.
[[nodiscard]] std::vector<BlendPart> unblend_parts(const Cadence& cadence, std::int64_t j,
                                                   std::int64_t first, std::int64_t last);

/// How badly `lumas` (successive frames from number `first` on) fit a blended cadence: what the
/// frames contradict each other by, as a part of how much they change. 0: exactly; about 1: not at
/// all. Negative: too few frames, or no motion.
[[nodiscard]] double blend_misfit(const Cadence& cadence, std::int64_t first,
                                  const std::vector<LumaPicture>& lumas);

} // namespace kinovar::steps
