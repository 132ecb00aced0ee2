#pragma once

#include "core/image/frame.h"

#include <opencv2/core.hpp>

#include <memory>

// Light and colour of pictures apart. All functions throw cv::Exception as OpenCV does.
namespace kinovar::colourise {

/// L*, 0 to 100, of greys of the frame's luma: colour that is there plays no part. CV_32F.
[[nodiscard]] cv::Mat lightness_of(const Frame& frame);

/// a* and b* of the frame's pixels. CV_32FC2.
[[nodiscard]] cv::Mat chroma_of(const Frame& frame);

/// The frame in other colours. Its luma (by its own matrix, luma_of()) stays what it was within
/// float rounding, also where a colour is too strong to be shown at that luma: it then loses
/// chroma. `ab`: CV_32FC2 of the frame's size. The origin plane is shared.
[[nodiscard]] std::shared_ptr<Frame> with_chroma(const Frame& frame, const cv::Mat& ab);

} // namespace kinovar::colourise
