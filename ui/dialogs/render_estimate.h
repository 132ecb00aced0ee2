#pragma once

#include "core/pipeline/clip.h"

#include <QString>

namespace kinovar::ui {

/// Seconds that a frame of the clip takes here, from a few frames from `first` on; the very first,
/// for which models are loaded and shots measured, is left out where there are more. Blocks: for a
/// job.
[[nodiscard]] Result<double> seconds_a_frame(const pipeline::Clip& clip, std::int64_t first,
                                             Job& job);
/// "about 1 h 5 min (3.2 frames a second)".
[[nodiscard]] QString estimate_text(double seconds_a_frame, std::int64_t frames);

} // namespace kinovar::ui
