#pragma once

#include "core/steps/measure/flow.h"

namespace kinovar::colourise {

/// What a frame's motion is looked for in.
struct MotionPicture {
    cv::Mat luma;   ///< CV_8U
    cv::Mat search; ///< the same with grain blurred away
    steps::FlowPicture rough;
};

[[nodiscard]] MotionPicture make_motion_picture(const cv::Mat& luma);

/// Motion fine enough to lay colours along edges: one vector for two by two pixels. Found by
/// steps::FlowFinder first, then by dense inverse search with variational refinement (Kroeger et
/// al., ECCV 2016; Brox et al., ECCV 2004). Thread-safe; throws cv::Exception as OpenCV does.
[[nodiscard]] steps::Flow find_motion(const MotionPicture& from, const MotionPicture& to);

/// The same, begun at a motion that is about right. Kept as it was where what is found does not
/// match the light better.
[[nodiscard]] steps::Flow refine_motion(const MotionPicture& from, const MotionPicture& to,
                                        const steps::Flow& start);

} // namespace kinovar::colourise
