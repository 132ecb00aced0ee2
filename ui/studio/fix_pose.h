#pragma once

#include "core/steps/retouch/retouch.h"

namespace kinovar::ui {

// How fixes lie at a frame. Places are shares of the picture; `aspect` is its width / height.

/// Row-major 2 × 3, as steps::FixPlace::to_now.
using ShareMap = std::array<double, 6>;

[[nodiscard]] retouch::Place mapped(const ShareMap& map, retouch::Place place);
/// The identity for a map that cannot be turned round.
[[nodiscard]] ShareMap inverted(const ShareMap& map);
/// By how much it enlarges.
[[nodiscard]] double scale_of(const ShareMap& map);

/// The pose that puts a fix, whose box is steps::fix_box(), where the map does; what the map bends
/// is left out.
[[nodiscard]] retouch::Pose pose_of(const ShareMap& map, const std::array<double, 4>& box,
                                    double aspect);
[[nodiscard]] ShareMap map_of(const retouch::Pose& pose, const std::array<double, 4>& box,
                              double aspect);

/// A mark drawn on a frame, as it lies in the coordinates that the map turns into those.
[[nodiscard]] retouch::Mark brought_back(retouch::Mark mark, const ShareMap& map);
[[nodiscard]] retouch::WarpMove brought_back(retouch::WarpMove move, const ShareMap& map);

} // namespace kinovar::ui
