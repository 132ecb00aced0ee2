#pragma once

#include "core/image/frame.h"

#include <span>

namespace kinovar::steps {

/// A scratch on one frame.
struct ScratchLine {
    double x = 0;     ///< px, at mid-height
    double tilt = 0;  ///< px, bottom less top
    double width = 1; ///< standard deviation of the profile, px
    int polarity = 1; ///< +1 bright, -1 dark
};

/// The frame without the lines: the profile is fitted row by row (course, then height, both
/// smoothed as far as the rows predict each other) and subtracted, so that the picture and its
/// grain under a line come back. Where a line has burnt the picture out, the row is interpolated
/// across, with the grain of the columns beside. `monochrome`: one fit on luma for all channels,
/// else one for each. Origin plane shared. Pure; OpenCV errors pass through as exceptions.
[[nodiscard]] FramePtr without_scratches(const FramePtr& frame, std::span<const ScratchLine> lines,
                                         bool monochrome);

} // namespace kinovar::steps
