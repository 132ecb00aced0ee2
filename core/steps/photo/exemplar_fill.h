#pragma once

#include <opencv2/core.hpp>

#include <stop_token>

namespace kinovar::steps {

/// Fills the damaged places of a picture with pieces of the picture around them, strongest lines
/// first, so that edges go on through a crack and the grain is the photo's own (A. Criminisi,
/// P. Pérez, K. Toyama, "Region filling and object removal by exemplar-based image inpainting",
/// IEEE Trans. Image Processing 2004). Pieces are brought to the light of their new place.
/// `picture`: CV_32FC3; `mask`: CV_8UC1, not 0: to be filled. False where it was stopped.
[[nodiscard]] bool fill_by_example(cv::Mat& picture, const cv::Mat& mask,
                                   const std::stop_token& stop);

} // namespace kinovar::steps
