#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/colourise/hints.h"

#include <vector>

namespace kinovar::colourise {

/// Where the motion of a clip carries each hint at frame n, in their order; no places: not there.
/// For those who show hints: what colours them has the same from hints_at(). Flow that was measured
/// for clips of the same key is used again. Thread-safe; may take seconds.
[[nodiscard]] Result<std::vector<std::vector<Place>>>
places_at(const std::vector<ColourHint>& hints, std::int64_t n, const pipeline::ClipPtr& clip,
          const pipeline::Pull& pull);

} // namespace kinovar::colourise
