#pragma once

#include <opencv2/core.hpp>

#include <stop_token>

namespace kinovar::retouch {

/// Fills what `mask` (CV_8U, not 0: unknown) marks in `picture` (CV_32FC3, 0 to 1) such that each
/// patch of it looks like one of the known part: coarse to fine, patches found by random search and
/// propagation (C. Barnes et al., "PatchMatch: a randomized correspondence algorithm for structural
/// image editing", SIGGRAPH 2009), pixels by a weighted vote of all patches over them (Y. Wexler,
/// E. Shechtman, M. Irani, "Space-time completion of video", PAMI 2007). Seeds are fixed: the same
/// for the same picture. Returns the picture as its patches have it, also a few pixels around the
/// mask, so that the seam can be healed; empty where it was stopped or too little is known. Throws
/// cv::Exception.
[[nodiscard]] cv::Mat patch_match_fill(const cv::Mat& picture, const cv::Mat& mask,
                                       const std::stop_token& stop);

} // namespace kinovar::retouch
