#pragma once

#include <opencv2/core.hpp>

#include <array>

namespace kinovar::steps {

/// How soft pictures are, by how their spectrum falls: that of the world falls as a power of the
/// frequency (D. J. Field, "Relations between the statistics of natural images and the response
/// properties of cortical cells", JOSA A 4(12), 1987), that of a blur as a Gaussian, so the bend of
/// the curve tells them apart.
class BlurMeter {
public:
    static constexpr int kBins = 32; ///< of radial frequency, up to 0.5 cycles a pixel
    using Spectrum = std::array<double, kBins>;

    /// CV_32F luma; pictures below 64 px count for nothing. Throws cv::Exception as OpenCV does.
    void add(const cv::Mat& luma);

    /// Mean power at each radial frequency.
    [[nodiscard]] Spectrum power() const;

private:
    Spectrum sums_{};
    Spectrum counts_{};
};

/// Power of what is no picture: that at the highest frequencies.
[[nodiscard]] double noise_floor(const BlurMeter::Spectrum& power);

/// Standard deviation of the Gaussian that bends the spectrum as it is bent, px; 0: none, or not
/// to be seen for noise. Photographs have about 0.5, of lens, sensor and reduction.
[[nodiscard]] double blur_of(const BlurMeter::Spectrum& power);

} // namespace kinovar::steps
