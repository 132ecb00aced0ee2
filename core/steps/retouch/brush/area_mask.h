#pragma once

#include "core/steps/retouch/brush/mask_tiles.h"
#include "core/steps/retouch/fix.h"

namespace kinovar::retouch {

/// What an area covers at the frame where it was drawn, as pixels of a picture of that size: to be
/// kept and used for other fixes. Errors: an area whose own mask cannot be read.
[[nodiscard]] Result<MaskTiles> mask_of(const Area& area, int width, int height);

} // namespace kinovar::retouch
