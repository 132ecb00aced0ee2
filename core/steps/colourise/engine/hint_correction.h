#pragma once

#include "core/steps/colourise/engine/colouriser.h"

namespace kinovar::colourise {

/// Colours that are known, put right by hints: what a hint says differently moves the colours
/// around it, as far as light and colour there are like those under the hint; all else stays. Both
/// of the guide's working size. Throws cv::Exception as OpenCV does.
[[nodiscard]] Chroma corrected(const Chroma& known, const Guide& guide, const Seeds& hints);

} // namespace kinovar::colourise
