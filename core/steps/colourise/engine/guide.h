#pragma once

#include <opencv2/core.hpp>

namespace kinovar::colourise {

/// The light of a frame made ready for colouring: made once a frame, used for every change of its
/// hints. Throws cv::Exception as OpenCV does.
struct Guide {
    /// Lines that colours are worked out at; larger pictures are reduced to about it.
    static constexpr int kWorkLines = 540;

    cv::Mat lightness; ///< CV_32F, L* 0 to 100, of the frame's size
    cv::Mat work;      ///< CV_32F, 0 to 1 (L* / 100), reduced
    /// Of `work`, for likeness of texture: blurred a little, spread around each place. CV_32F.
    cv::Mat smooth, spread;
};

[[nodiscard]] Guide make_guide(const cv::Mat& lightness);

/// Colours of the guide's working size as they lie in the whole picture: edges of colours go where
/// edges of light are. `ab`: CV_32FC2 (or any CV_32F) of guide.work's size; the result has
/// guide.lightness's.
[[nodiscard]] cv::Mat enlarge_along(const Guide& guide, const cv::Mat& ab);

} // namespace kinovar::colourise
