#pragma once

#include "core/steps/measure/flow.h"
#include "core/steps/retouch/fill/hole.h"

#include <opencv2/video/tracking.hpp>

namespace kinovar::retouch {

/// A frame on the way: its luma for the search of motion.
struct WalkFrame {
    cv::Mat luma; ///< CV_8U, holes bridged
    Hole hole;
    steps::FlowPicture coarse;
};
/// `picture`: CV_32FC3. Throws cv::Exception.
[[nodiscard]] WalkFrame walk_frame(const cv::Mat& picture, Hole hole);

/// Follows the content of a part of a picture from frame to frame in one direction. Throws
/// cv::Exception.
class ContentWalk {
public:
    /// `part` of the picture, which may reach beyond the hole (a ring to compare by).
    ContentWalk(WalkFrame start, const cv::Rect& part);

    /// To the next frame.
    void step(WalkFrame next);

    /// Where each pixel of the part lies in the frame that was reached, CV_32FC2.
    [[nodiscard]] const cv::Mat& places() const { return places_; }
    /// How far going there and back leads astray, px, the worst of all steps; CV_32F.
    [[nodiscard]] const cv::Mat& doubt() const { return doubt_; }
    /// CV_8U, 255: inside the picture and outside its hole.
    [[nodiscard]] cv::Mat seen() const;
    /// Nothing is left inside the picture.
    [[nodiscard]] bool over() const { return over_; }

private:
    struct Motion;
    [[nodiscard]] Motion motion_to(const WalkFrame& next, const cv::Rect& window,
                                   const cv::Point& shift);

    WalkFrame here_;
    cv::Mat places_;
    cv::Mat doubt_;
    bool over_ = false;
    cv::Ptr<cv::DISOpticalFlow> flow_;
};

} // namespace kinovar::retouch
