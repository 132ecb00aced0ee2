#pragma once

#include <opencv2/core.hpp>

namespace kinovar::steps {

/// Fills narrow damage from both of its sides, along what looks alike on both: the edge of a brow
/// or a sleeve runs on, skin stays soft. `picture`: CV_32FC3. `mask`: CV_8UC1, not 0: damaged; what
/// was filled is 0 afterwards, places wider than `widest` px stay.
void bridge_narrow(cv::Mat& picture, cv::Mat& mask, double widest);

} // namespace kinovar::steps
