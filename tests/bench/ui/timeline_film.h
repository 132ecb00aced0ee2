#pragma once

#include "ui/timeline/timeline_data.h"

namespace kinovar::ui {

/// What the timeline shows of a film of 2 h 19 min: 200 000 frames at 24 a second, 1 500 shots, 2
/// 000 markers, 500 flags, sound, and a cache of which every second half second is there.
[[nodiscard]] TimelineData long_film();

} // namespace kinovar::ui
