#pragma once

// Private to core/steps/portrait/animate.

#include "core/steps/portrait/animate/lid_shape.h"

namespace kinovar::portrait {

/// Draws the lines between which the lids of somebody with spectacles may move in to the rims that
/// are found above and below the eye: rims stay as they are, bit for bit.
void keep_off_rims(LidShape& lid, const StillPatch& patch);

} // namespace kinovar::portrait
