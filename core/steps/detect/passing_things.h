#pragma once

#include "core/image/frame.h"
#include "core/steps/measure/flow.h"
#include "core/steps/measure/likeness.h"

#include <vector>

namespace kinovar::detect {

/// A frame made ready for comparing: small, and the same for every comparison.
struct ComparedFrame {
    cv::Mat picture; ///< CV_32FC3, 8-bit levels, at most kComparedLines high, lightly blurred
    cv::Mat luma;    ///< CV_32FC1, of the same size
    steps::FlowPicture flow;
    steps::Thumbnail thumbnail;
};
inline constexpr int kComparedLines = 360;

/// A place that shows something that neither the frame before nor the one after explains.
struct PassingThing {
    cv::Rect2d box;       ///< shares of the picture
    double area = 0;      ///< share of the picture
    double strength = 0;  ///< how far it lies outside of what was expected, 8-bit levels, mean
    bool whole = false;   ///< most of the picture
    bool repeats = false; ///< looks like a copy of something that stands elsewhere in the frame
};

/// Finds what is in a frame and neither in an earlier nor in a later one that agree with each
/// other: each is moved along dense flow onto the frame, and what lies outside of the range of both
/// (rank order differences, M. Nadenau, S. Mitra, "Blotch and scratch detection in image sequences
/// based on rank ordered differences", 1997), over more than a speck, counts. What moved too fast
/// for the flow is looked for around its place and dropped when found there. A whole picture of
/// another place is known by likeness(). Thread-safe; may throw
/// what OpenCV throws.
class PassingThings {
public:
    [[nodiscard]] ComparedFrame prepare(const Frame& frame) const;
    /// All of one size. `beside`: a frame between the outer two, in which the thing should stand
    /// where it does in `frame`; null: there is none.
    [[nodiscard]] std::vector<PassingThing> between(const ComparedFrame& before,
                                                    const ComparedFrame& frame,
                                                    const ComparedFrame& after,
                                                    const ComparedFrame* beside) const;

private:
    steps::FlowFinder flow_{steps::FlowEffort::Steady};
};

} // namespace kinovar::detect
