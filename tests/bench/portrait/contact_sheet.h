#pragma once

#include "tests/bench/portrait/portrait_measure.h"

namespace kinovar::bench {

/// Writes NAME-FACE.jpg (poses at full face resolution and a strip of the loop) and
/// NAME-FACE-motion.jpg (consecutive frames of a blink and a smile at 2×).
[[nodiscard]] Status write_sheets(const std::filesystem::path& folder,
                                  const BenchPortrait& portrait, const ShownFrames& shown);

} // namespace kinovar::bench
