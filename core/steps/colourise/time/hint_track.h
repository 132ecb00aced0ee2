#pragma once

#include "core/steps/colourise/engine/seeds.h"
#include "core/steps/colourise/hints.h"
#include "core/steps/colourise/time/motion.h"

#include <vector>

namespace kinovar::colourise {

/// The hints of frame n where the picture's motion has carried them: from the nearest key before
/// and the nearest after, blended by time. They end at cuts, and where the thing they lie on is
/// hidden. Hints whose range leaves n out are not there.
[[nodiscard]] Result<std::vector<PlacedHint>> hints_at(const std::vector<ColourHint>& hints,
                                                       std::int64_t n, const Motion& motion,
                                                       const pipeline::Pull& pull);

} // namespace kinovar::colourise
