#pragma once

// Private to core/media.

#include "core/media/join.h"

namespace kinovar::media {

/// Encodes lossless segments as one GIF that loops for ever: a first pass finds the 256 colours
/// that serve the whole film best, a second one dithers to them. Frame times are rounded to the
/// hundredths of a second that GIF knows. A GIF holds nothing else of a source.
[[nodiscard]] Status join_gif(const JoinPlan& plan, Job& job);

} // namespace kinovar::media
