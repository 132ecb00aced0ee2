#pragma once

namespace cv {
class Mat;
}

namespace kinovar::steps {

/// The light of a picture without its texture: luma smoothed, but not across strong edges. A guided
/// filter whose guide is the luma itself, worked out at reduced size (K. He, J. Sun, X. Tang,
/// "Guided image filtering", TPAMI 35(6), 2013; K. He, J. Sun, "Fast guided filter",
/// arXiv:1505.00996). `luma`: CV_32F, one channel, encoded range; the result likewise, same size.
/// May throw what OpenCV throws.
[[nodiscard]] cv::Mat light_base(const cv::Mat& luma);

} // namespace kinovar::steps
