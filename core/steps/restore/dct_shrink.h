#pragma once

#include "core/steps/measure/dct_basis.h"

#include <opencv2/core.hpp>

namespace kinovar::steps {

/// How noise lies in a plane, for dct_shrink().
struct ShrinkNoise {
    /// CV_32F of the plane's size: standard deviation of the noise at each pixel, in its units.
    cv::Mat sigma;
    /// Power of each DCT coefficient of the noise at standard deviation 1; [8 v + u].
    DctBlock spectrum{};
};

struct ShrinkOptions {
    int step = 2;          ///< px between blocks, 1 … 8
    float strength = 1.3F; ///< factor on the noise's standard deviation
};

/// A plane (CV_32F) without noise: overlapping 8×8 blocks of it in the DCT domain, each coefficient
/// times max(0, 1 − strength² noise / power), mean kept, blocks with fewer coefficients left
/// weighing more.
///
/// With a `pilot` (the same plane, made clean before), the gain is power / (power + noise) with the
/// pilot's power instead, as in the second step of BM3D (Dabov, Foi, Katkovnik, Egiazarian, "Image
/// denoising by sparse 3-D transform-domain collaborative filtering", IEEE TIP 16(8), 2007).
/// Pure, one thread; compiled for several instruction sets.
[[nodiscard]] cv::Mat dct_shrink(const cv::Mat& plane, const ShrinkNoise& noise,
                                 const ShrinkOptions& options, const cv::Mat& pilot = {});

} // namespace kinovar::steps
