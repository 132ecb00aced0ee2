#pragma once

#include "core/image/frame.h"
#include "core/steps/restore/dust_frames.h"

namespace kinovar::steps::dust {

/// A neighbour that patches are taken from.
struct FillSource {
    FramePtr frame;
    Flow flow; ///< from the mended frame to it
};

/// Puts the patches into a frame: real pixels of the neighbours, moved along the flow, as bright as
/// the surroundings of the spot, with soft edges. `dirt`: of the plane, not 0 where the frame is
/// dirty and says nothing about its surroundings. `protect`: CV_8U of the frame's size or empty.
/// Changed pixels get Origin::Neighbour.
[[nodiscard]] std::shared_ptr<Frame> filled(const Frame& frame, const Findings& findings,
                                            const std::vector<const FillSource*>& sources,
                                            const cv::Mat& protect);

} // namespace kinovar::steps::dust
