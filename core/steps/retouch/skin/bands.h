#pragma once

#include <opencv2/core.hpp>

// Private to core/steps/retouch: fine texture told apart by size. All functions throw cv::Exception
// as OpenCV does. Luma: CV_32F, 8-bit levels.
namespace kinovar::retouch {

/// Two bands of a Laplacian pyramid that is not reduced (P. Burt, E. Adelson, "The Laplacian
/// pyramid as a compact image code", IEEE Trans. Comm. 31(4), 1983): with Gaussians of 1 and 2 px.
struct Bands {
    cv::Mat fine;   ///< y − G1
    cv::Mat middle; ///< G1 − G2
};
[[nodiscard]] Bands bands_of(const cv::Mat& luma);

/// Through a Gaussian of that standard deviation, px.
[[nodiscard]] cv::Mat blurred(const cv::Mat& picture, double sigma);

/// Median of what differs from the median, as the standard deviation that a normal distribution
/// would have; of the pixels of `mask` (CV_8U). 0 where there are none.
[[nodiscard]] double robust_deviation(const cv::Mat& values, const cv::Mat& mask);
/// The value below which that share of the pixels of `mask` lies.
[[nodiscard]] double percentile(const cv::Mat& values, const cv::Mat& mask, double share);

/// Luma of a picture (CV_32FC3, RGB, encoded 0 … 1) in 8-bit levels.
[[nodiscard]] cv::Mat luma_levels(const cv::Mat& picture);

} // namespace kinovar::retouch
