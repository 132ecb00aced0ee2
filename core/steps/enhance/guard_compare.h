#pragma once

#include "core/steps/enhance/noise_level.h"

#include <opencv2/core.hpp>

namespace kinovar::steps {

/// What counts as a contradiction of the scan; in the encoded range (1 = white).
struct GuardLimits {
    float limit = 0;        ///< difference that is let pass
    float softness = 0;     ///< beyond it, the range over which mending sets in
    NoiseCurve noise;       ///< the scan's own
    bool luma_only = false; ///< colour is no contradiction: the film was black and white
};

/// An enhanced picture, reduced to the scan's size, beside the scan.
struct GuardFindings {
    cv::Mat excess;     ///< CV_32F: difference beyond noise and limit, encoded range, 0 where none
    cv::Mat heat;       ///< CV_32F: the same, positive where something was invented, negative where
                        ///< something was lost
    cv::Mat share;      ///< CV_32F, 0–1: how much of the difference is to be taken back
    cv::Mat difference; ///< CV_32FC3: reduced − scan, after a smooth change of tone is allowed for
};

/// Compares. A change of tone that is the same for all pixels of like brightness, and one that
/// varies slowly over the picture, are no contradictions; nor is what the scan's noise explains.
/// Both pictures CV_32FC3, same size, RGB; `weights`: of luma. May throw what OpenCV throws.
///
/// Whether a contradiction was invented or lost is told by where there is more to see: the local
/// contrast of the enhanced picture against that of the scan.
[[nodiscard]] GuardFindings compare_with_scan(const cv::Mat& reduced, const cv::Mat& scan,
                                              const cv::Vec3f& weights, const GuardLimits& limits);

} // namespace kinovar::steps
