#pragma once

#include "core/steps/colourise/engine/propagate.h"

namespace kinovar::colourise {

/// Differences at which a seed counts e times less.
struct LikenessScales {
    float reach = 40;      ///< distance up and down, units of the guide
    float light = 0.05F;   ///< of Guide::smooth
    float texture = 0.05F; ///< of Guide::spread
    float stretch = 1;     ///< how much further a seed reaches across the picture than up and down
};

/// The mean of all seeds by likeness, and how far it is to be believed.
struct Likely {
    cv::Mat ab;         ///< CV_32FC2
    cv::Mat unlikeness; ///< CV_32F: −log of the sum of weights; about 0 on a seed, grows with
                        ///< distance and difference
    cv::Mat scatter;    ///< CV_32F: variance of the seeds' colours, by these weights
};

/// `seeds` has some.
[[nodiscard]] Likely likely_colours(const Guide& guide, const Seeds& seeds,
                                    const LikenessScales& scales);

} // namespace kinovar::colourise
