#pragma once

#include "core/steps/retouch/brush/mask_tiles.h"
#include "core/steps/retouch/fix.h"

#include <array>

namespace kinovar::retouch {

/// What an area covers at the frame where it was drawn, as pixels of a picture of that size: to be
/// kept and used for other fixes. Errors: an area whose own mask cannot be read.
[[nodiscard]] Result<MaskTiles> mask_of(const Area& area, int width, int height);

/// An area with a selection put to it, or taken away from it (`adds` false). Marks over which that
/// would not be seen become pixels of the area's mask. `to_now`: from where the area was drawn to
/// where it lies in the picture of the selection, shares, row by row. Errors as mask_of().
[[nodiscard]] Result<Area> with_selection(Area area, const MaskTiles& selection, bool adds,
                                          const std::array<double, 6>& to_now);

} // namespace kinovar::retouch
