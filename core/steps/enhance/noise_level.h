#pragma once

#include "core/base/result.h"

#include <array>
#include <vector>

namespace cv {
class Mat;
}

namespace kinovar::steps {

/// Standard deviation of noise or grain against brightness, both in the encoded range (1 = white).
struct NoiseCurve {
    static constexpr int kBins = 8; ///< equal parts of [0,1]
    std::array<float, kBins> sigma{};

    /// Linear between the middles of the bins.
    [[nodiscard]] float at(float luma) const;
};

/// Measured on a single picture's luma (CV_32F, one channel) by the response to a mask that is
/// blind to edges' first and second order (J. Immerkær, "Fast noise variance estimation", CVIU
/// 64(2), 1996), at full and half size because grain is coarser than a pixel, and robust against
/// texture by a low quantile. Bins without enough pixels take what their neighbours have. May throw
/// what OpenCV throws.
[[nodiscard]] NoiseCurve noise_of(const cv::Mat& luma);

/// Median of several, bin by bin; nothing gives no noise.
[[nodiscard]] NoiseCurve median_of(const std::vector<NoiseCurve>& curves);

} // namespace kinovar::steps
