#pragma once

namespace cv {
class Mat;
}

namespace kinovar::steps {

/// Moves a picture's content by (dx, dy) px, to the right and down: separable Lanczos of four lobes
/// for the fraction, mirrored at the edges. CV_32F of any channels; `out` gets a size and type as
/// `in`. They may be the same. Exceptions of OpenCV pass through.
void shift_picture(const cv::Mat& in, cv::Mat& out, double dx, double dy);

} // namespace kinovar::steps
