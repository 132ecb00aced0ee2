#pragma once

#include "core/steps/measure/grain_profile.h"

#include <opencv2/core.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace kinovar::steps {

/// Grain like a measured one, without end: white noise, filtered so that its 8×8 DCT spectrum is
/// the profile's, in pictures `scale` times as large as those that it was measured on. Frame and
/// seed alone decide every value, so frames can be made in any order. Immutable, thread-safe;
/// throws cv::Exception as OpenCV does.
class GrainField {
public:
    GrainField(const GrainProfile& profile, double scale);

    /// CV_32F, mean 0, variance 1 (or what reduction leaves of it, see gain()): one plane for
    /// monochrome film, three (R, G, B, correlated as measured) for colour film.
    [[nodiscard]] std::vector<cv::Mat> planes(const cv::Size& size, std::int64_t frame,
                                              std::int64_t seed) const;

    /// Deviation that is left where the pictures are smaller than the scan: averaging makes grain
    /// weaker. 1 at the scan's size and above.
    [[nodiscard]] double gain() const { return gain_; }

private:
    std::vector<cv::Mat> kernels_;                   // of luma, or of R, G, B
    std::array<std::array<double, 3>, 3> mixture_{}; // lower triangular: colours from white noises
    double gain_ = 1;
};

} // namespace kinovar::steps
