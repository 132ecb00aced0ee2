#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <optional>

namespace kinovar::retouch {

/// A texture of any size made of pieces of a small one, joined along the seams where they differ
/// least (A. A. Efros, W. T. Freeman, "Image quilting for texture synthesis and transfer", SIGGRAPH
/// 2001); no piece is used again while others serve as well. `sample`: CV_32F; `usable`: CV_8U, 255
/// where it may be taken from. None: that is too small. Throws cv::Exception as OpenCV does.
[[nodiscard]] std::optional<cv::Mat> quilted(const cv::Mat& sample, const cv::Mat& usable,
                                             const cv::Size& size, std::uint64_t seed);

} // namespace kinovar::retouch
