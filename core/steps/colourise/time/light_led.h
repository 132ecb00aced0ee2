#pragma once

#include <opencv2/core.hpp>

namespace kinovar::colourise {

/// Takes small unrest out of carried colours: noise of the key's own, edges a pixel beside those of
/// light. The guided filter (He, Sun, Tang, ECCV 2010) over a few pixels; what it would change by
/// more than small unrest stays: an edge of colours without one of light. `light`: CV_8U; `doubt`:
/// CV_32F, 0 (stays as it is, with the finest pattern) to 1; `ab`: CV_32FC2; all of one size.
/// Throws cv::Exception as OpenCV does.
void smooth_by_light(const cv::Mat& light, const cv::Mat& doubt, cv::Mat& ab);

} // namespace kinovar::colourise
