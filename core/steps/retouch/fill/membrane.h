#pragma once

#include <opencv2/core.hpp>

namespace kinovar::retouch {

/// Fills what `mask` (CV_8U, not 0: unknown) marks in `values` (CV_32F, 1 to 4 channels, of its
/// size) with the surface that a soap film would span over it: the solution of Laplace's equation
/// with what is known as its border, by multigrid. The sides of the matrix are free. Where nothing
/// is known nothing changes. Throws cv::Exception.
void fill_membrane(cv::Mat& values, const cv::Mat& mask);

} // namespace kinovar::retouch
