#pragma once

#include "core/steps/retouch/skin/surface.h"

#include <opencv2/core.hpp>

// Private to core/steps/retouch: how much texture a place lacks. Luma and bands: CV_32F, 8-bit
// levels. All functions throw cv::Exception as OpenCV does.
namespace kinovar::retouch {

/// Standard deviations in the bands of bands_of().
struct TextureLevels {
    double fine = 0;
    double middle = 0;
};
/// Of the pixels of `mask` (CV_8U).
[[nodiscard]] TextureLevels texture_levels(const cv::Mat& luma, const cv::Mat& mask);
/// What noise may come to at most (median deviations of 1.6 and 1.1 levels): more looks like
/// freckles or a rash, however well it measures.
inline constexpr TextureLevels kMostNoise{2.37, 1.63};
/// That many levels of what a reference has (as far as noise may), at a strength of 0 to 1.
[[nodiscard]] TextureLevels noise_wanted(const TextureLevels& reference, double strength);

/// The noise that must be added for a place to come to `wanted`: where it has that much by itself
/// (edges, hair) nothing, and little where it is too dark or too bright to show texture.
[[nodiscard]] cv::Mat noise_to_add(const cv::Mat& luma, const NoiseBands& noise,
                                   const TextureLevels& wanted);

/// What is to be added of `real` (the finest texture of a reference, as it lies here) for a place
/// to have as much texture as the reference has: what it has already is not added again.
[[nodiscard]] cv::Mat real_to_add(const cv::Mat& luma, const cv::Mat& real);
/// Both bands of a luma together.
[[nodiscard]] cv::Mat finest_of(const cv::Mat& luma);

} // namespace kinovar::retouch
