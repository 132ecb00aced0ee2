#pragma once

// Private to core/steps/portrait/animate.

#include "core/image/frame.h"
#include "core/steps/portrait/animate/animator.h"
#include "core/steps/portrait/animate/head_fields.h"
#include "core/steps/portrait/animate/local_operator.h"
#include "core/steps/portrait/animate/relight.h"

#include <memory>
#include <vector>

namespace kinovar::portrait {

/// Pixels of a row: begin … end − 1.
struct PixelSpan {
    int begin = 0;
    int end = 0;
};

/// One head at one moment.
struct HeadMap {
    cv::Mat2f forward; ///< where the nodes' contents go, px
    cv::Mat3f back; ///< where what is seen at a node comes from (px, relative), and its light − 1
};

/// One face of a still with all that moves with it.
class MovingHead {
public:
    MovingHead(const Frame& still, const Face& face, HeadFields fields,
               const AnimatorOptions& options);

    [[nodiscard]] const HeadFields& fields() const { return fields_; }
    [[nodiscard]] HeadMap map_of(const FaceMotion& motion) const;
    /// The part of a row of the picture in which the map may be other than nothing.
    [[nodiscard]] PixelSpan span(int y) const;
    /// Places in the still and light − 1 for pixels of a row.
    void map_row(const HeadMap& map, int y, PixelSpan span, float* sx, float* sy,
                 float* light) const;

    /// The pixels that lids, gaze or mouth may change, mapped and changed; empty when none acts.
    [[nodiscard]] LocalPixels local_pixels(const FaceMotion& motion, const HeadMap& map) const;

    /// 255 where any motion may change a pixel, into a mask of the still's size.
    void mark_support(cv::Mat1b& mask) const;

private:
    [[nodiscard]] PixelRect destination(const PixelRect& part, const HeadMap& map) const;

    Face face_;
    HeadFields fields_;
    Relight relight_;
    double parallax_;
    cv::Size still_;
    std::vector<PixelSpan> active_columns_; ///< of each row of nodes
    std::vector<std::unique_ptr<const LocalOperator>> operators_;
};

} // namespace kinovar::portrait
