#pragma once

#include "core/base/result.h"
#include "core/image/frame.h"

#include <functional>
#include <string_view>

namespace cv {
class Mat;
}

/// The one place where frames become OpenCV matrices. Whoever calls it includes <opencv2/core.hpp>
/// and links OpenCV (core) too.
namespace kinovar {

/// CV_32FC3, height × width, RGB order (not OpenCV's BGR), encoded values. Aliases the frame's
/// pixels without a copy: valid only while the frame lives and is not moved, and never to be
/// resized by an OpenCV call (give calls a target of the right size and type).
[[nodiscard]] cv::Mat mat_view(Frame& frame);

/// The same for reading only. OpenCV has no read-only matrix, so nothing but this promise keeps a
/// shared frame unchanged: pass it as an input and nowhere else.
[[nodiscard]] cv::Mat mat_view(const Frame& frame);

/// A new frame with a copy of a CV_32FC3 matrix in RGB order. InvalidArgument for another type or
/// an empty matrix.
[[nodiscard]] Result<FramePtr> frame_from_mat(const cv::Mat& mat, const ColourSpec& colour);

/// Runs `work` and turns what OpenCV throws (and lack of memory) into an Error whose message
/// begins with `action`.
[[nodiscard]] Status guard_cv(std::string_view action, const std::function<void()>& work);

/// How many threads a single call of OpenCV may spread over, for the whole program.
void set_cv_threads(int threads);

} // namespace kinovar
