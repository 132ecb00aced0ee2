#pragma once

#include "core/image/frame.h"
#include "core/pipeline/clip.h"
#include "core/steps/retouch/fill/hole.h"

#include <cstdint>
#include <functional>

namespace kinovar::retouch {

/// The frames around the one that has a hole.
struct Neighbourhood {
    std::int64_t frame = 0;
    pipeline::Shot shot; ///< that it lies in
    int reach = 24;      ///< frames to each side
    std::function<Result<FramePtr>(std::int64_t n)> picture;
    /// What is not to be used of another frame since it is as broken there; empty: nothing.
    std::function<Result<Hole>(std::int64_t n)> hole;
};

/// Real pixels for a hole. Matrices are of Hole::where's size.
struct Brought {
    cv::Mat pixels; ///< CV_32FC3, where found
    cv::Mat found;  ///< CV_8U, 255: found
    cv::Mat away;   ///< CV_8U, frames to the nearest one that it comes from; 0: not found
};

/// Follows what lies behind the hole through the frames before and after, along dense flow (J.
/// Kroeger et al., ECCV 2016) that is spanned over the hole as a membrane, and brings it back in
/// one resampling, in the light of this frame. Looks no farther than needed. `picture`: CV_32FC3,
/// the frame with the hole. Deterministic with one OpenCV thread. Errors: those of the frames;
/// Cancelled. Throws cv::Exception.
[[nodiscard]] Result<Brought> bring_from_neighbours(const cv::Mat& picture, const Hole& hole,
                                                    const Neighbourhood& around,
                                                    const std::stop_token& stop);

} // namespace kinovar::retouch
