#pragma once

#include "core/pipeline/clip.h"

namespace kinovar::pipeline {

/// The same clip with its `frames` most recently used frames kept, single-flight. A step that reads
/// a window of frames puts it before itself, so that each frame is made once when the film is read
/// in order: count the window and some frames more for the threads that run ahead.
[[nodiscard]] ClipPtr remembered(ClipPtr clip, std::size_t frames);

/// Threads that may pull frames of one clip at the same time.
inline constexpr std::size_t kMostPullers = 4;

} // namespace kinovar::pipeline
