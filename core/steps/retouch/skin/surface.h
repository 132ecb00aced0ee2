#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <vector>

// Private to core/steps/retouch: texture that stays where it is on a thing that moves. All
// functions throw cv::Exception as OpenCV does.
namespace kinovar::retouch {

/// How a surface lies now, and how it lay when its texture was laid out.
struct Surface {
    cv::Matx23d to_now{1, 0, 0, 0, 1, 0}; ///< from then, px
    std::vector<cv::Point2f> now;         ///< the same points of it, px; both may be empty
    std::vector<cv::Point2f> then;
};

/// For each pixel of `box` the place on the surface as it was then, CV_32FC2: what the points say
/// near them, what `to_now` says elsewhere.
[[nodiscard]] cv::Mat surface_map(const cv::Rect& box, const Surface& surface);

/// Noise of standard deviation 1 in the two bands of bands_of().
struct NoiseBands {
    cv::Mat fine;
    cv::Mat middle;
};
/// Lies on the surface as `map` says; a small share of its power is new in each frame, as that of
/// grain on a face is. Depends on place, frame and seed alone.
[[nodiscard]] NoiseBands noise_on(const cv::Mat& map, const cv::Point& corner, std::int64_t frame,
                                  std::uint64_t seed);

} // namespace kinovar::retouch
