#pragma once

#include "core/steps/retouch/brush/cover.h"

#include <opencv2/core.hpp>

namespace kinovar::retouch {

/// The pixels of a picture that are to be filled. Empty: none.
struct Hole {
    cv::Rect where; ///< inside the picture
    cv::Mat mask;   ///< CV_8U of that size, 255: to be filled
};

/// Where a cover shows at all: also below its softest edge, so that what fills it reaches there.
[[nodiscard]] Hole hole_of(const Cover& cover);

/// What fills a hole, pixels of Hole::where's size, as a patch that shows as the cover says.
[[nodiscard]] Patch patch_at(const Cover& cover, const Hole& hole, cv::Mat pixels);

/// The hole with so much around it as `margin` says, as far as the picture goes.
[[nodiscard]] cv::Rect with_margin(const Hole& hole, int margin, const cv::Size& picture);

/// The mask of the hole in a rectangle of the picture, which need not contain it.
[[nodiscard]] cv::Mat mask_in(const Hole& hole, const cv::Rect& part);

/// What is not in the mask within so many px of it.
[[nodiscard]] cv::Mat ring_around(const cv::Mat& mask, int width);

} // namespace kinovar::retouch
