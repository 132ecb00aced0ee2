#pragma once

#include <opencv2/core.hpp>

// Brightness that differs from frame to frame for reasons other than dirt: flicker, shadows that
// move. Planes are CV_8U of one size.
namespace kinovar::steps::dust {

/// Side of the blocks that local figures are taken of, px.
inline constexpr int kBlock = 8;

/// Mean of a − b in each block. CV_32F, one value a block (blocks at the edges may be smaller).
[[nodiscard]] cv::Mat block_differences(const cv::Mat& a, const cv::Mat& b);

/// Mean of |a − (b + c) / 2| in each block.
[[nodiscard]] cv::Mat block_deviations(const cv::Mat& a, const cv::Mat& b, const cv::Mat& c);

/// The median of each block's neighbourhood (about 56 px wide), smoothed: what is true of a whole
/// region, whatever small things lie in it. `largest`: values beyond ± this are cut.
[[nodiscard]] cv::Mat regional_median(const cv::Mat& blocks, float largest);

/// Changes `other` so that its regions are as bright as those of `plane`.
void match_brightness(const cv::Mat& plane, cv::Mat& other);

} // namespace kinovar::steps::dust
