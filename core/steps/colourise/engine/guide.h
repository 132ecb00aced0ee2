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
    /// Pixels of `work` that are one 256th of the whole picture's shorter side: what distances and
    /// sizes of details are counted in.
    float unit = 1;
};

/// `whole_lines`: the shorter side of the picture that `lightness` is a crop of, at the crop's
/// scale; 0: it is the whole picture.
[[nodiscard]] Guide make_guide(const cv::Mat& lightness, int whole_lines = 0);

/// Colours of the guide's working size as they lie in the whole picture: edges of colours go where
/// edges of light are. `ab`: CV_32FC2 (or any CV_32F) of guide.work's size; the result has
/// guide.lightness's.
[[nodiscard]] cv::Mat enlarge_along(const Guide& guide, const cv::Mat& ab);

} // namespace kinovar::colourise
