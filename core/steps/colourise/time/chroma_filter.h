#pragma once

#include "core/steps/colourise/time/carry.h"

namespace kinovar::colourise {

/// Colours of frame n, calmed along the paths that things take: the mean of the frames around it,
/// each brought here by motion, where motion is sure. `strength` 0 to 1. Neighbours beyond cuts
/// play no part.
[[nodiscard]] Result<Chroma> calmed(std::int64_t n, double strength, const ChromaOf& chroma_of,
                                    const Motion& motion, const pipeline::Pull& pull);

} // namespace kinovar::colourise
