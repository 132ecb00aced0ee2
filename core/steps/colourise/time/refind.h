#pragma once

#include "core/steps/colourise/time/motion_finder.h"

#include <optional>

// Things that flow lost because they were hidden or away and came back somewhere else, found again
// by what they look like. All throw cv::Exception as OpenCV does.
namespace kinovar::colourise {

/// Motion between a frame and a key, both ways.
struct BothWays {
    steps::Flow there, back;
};

/// `lost` with motion by matched features (ORB; Rublee et al., ICCV 2011) in places where flow does
/// not lead home or light is not alike, as far as the nearest matches agree: where to begin to look
/// for it. Nothing where little is lost or nothing matches. Depends on the pictures alone.
[[nodiscard]] std::optional<BothWays>
motion_by_features(const MotionPicture& here, const MotionPicture& key, const BothWays& lost);

/// Takes `found` over in places that were lost and where it shows more like light and leads home.
void adopt_found(const MotionPicture& here, const MotionPicture& key, const BothWays& found,
                 BothWays& lost);

} // namespace kinovar::colourise
