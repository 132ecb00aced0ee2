#pragma once

#include <opencv2/core.hpp>

#include <vector>

namespace kinovar::steps {

/// Widths of the edges of a picture, seen from one or several frames, as standard deviations of the
/// Gaussians that would blur a perfect edge so. After S. Zhuo, T. Sim, "Defocus map estimation from
/// a single image", Pattern Recognition 44(9), 2011: the ratio of gradients at an edge before and
/// after blurring once more tells its width.
class EdgeWidths {
public:
    /// CV_32F luma, encoded 0 … 1. Throws cv::Exception as OpenCV does.
    void add(const cv::Mat& luma);

    /// Width that `share` of the edges stay below, px: a small share gives the sharpest things in
    /// the picture, which is what lens, film and scanner leave of them. 0: too few edges.
    [[nodiscard]] double width_at(double share) const;

private:
    std::vector<float> widths_;
};

} // namespace kinovar::steps
