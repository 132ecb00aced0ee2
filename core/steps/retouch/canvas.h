#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/retouch/fix.h"

#include <opencv2/core.hpp>

#include <functional>
#include <string>

// What the parts that render fixes hand each other. Pixels: CV_32FC3, RGB, encoded, as in Frame.
namespace kinovar::retouch {

/// Pictures that a fix may take pixels from. Thread-safe.
class Pictures {
public:
    virtual ~Pictures() = default;
    /// The clip of a source, frames not shifted. Errors: a stage or a take that is not there any
    /// more, each with a way on.
    [[nodiscard]] virtual Result<pipeline::ClipPtr> clip(const Source& source) const = 0;
    /// Its frame for frame n (that is n + source.frame), at the size of the step's input. The
    /// step's own input for an empty source: never with fixes. NotFound beyond the film's
    /// ends.
    [[nodiscard]] virtual Result<FramePtr> frame(const Source& source, std::int64_t n,
                                                 const pipeline::Pull& pull) const = 0;
    /// The shot that frame n lies in.
    [[nodiscard]] virtual Result<pipeline::Shot> shot_of(std::int64_t n,
                                                         const pipeline::Pull& pull) const = 0;
};

/// Where a fix lies at a frame.
struct Placement {
    /// From a place at the frame where it was drawn to this frame, pixels of the step's input.
    cv::Matx23d to_now{1, 0, 0, 0, 1, 0};
    double confidence = 1; ///< 0 to 1: how sure that is
    bool lost = false;     ///< hidden, or not to be found: nothing is drawn
    /// Landmarks of the face that it follows, px of this frame; empty: it follows none.
    std::vector<cv::Point2f> mesh;
    /// The same at the frame where it was drawn.
    std::vector<cv::Point2f> mesh_then;
};

/// What a fix makes of a picture: blended over it by `cover` times the fix's share.
struct Patch {
    cv::Rect where; ///< in the picture; empty: nothing
    cv::Mat pixels; ///< CV_32FC3 of that size
    cv::Mat cover;  ///< CV_32F of that size, 0 to 1
    Origin origin = Origin::Hand;
    bool keeps_origin = false; ///< pixels of the picture itself, moved: what they were they stay
    cv::Mat origins;           ///< CV_8U of that size where pixels differ in origin; else empty
    std::string note;          ///< "filled from real pixels 3 frames away"; may be empty
    bool check = false;        ///< a human should look at it
};

/// What a kind is rendered with. `picture`: the step's input with the fixes below this one.
struct Task {
    const Fix& fix;
    const cv::Mat& picture;
    std::int64_t frame = 0;
    ColourSpec colour;
    const Placement& placement;
    const Pictures& pictures;
    const pipeline::Pull& pull;
    /// Where the fix lies at another frame of its life; empty: as here.
    std::function<Result<Placement>(std::int64_t n)> placement_at;
};

} // namespace kinovar::retouch
