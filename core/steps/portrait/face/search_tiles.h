#pragma once

#include <opencv2/core.hpp>

#include <vector>

// How detectors that see a small square look through a picture of any size.
namespace kinovar::portrait {

/// A part of a picture in the middle of a detector's square, grey around it.
class Letterbox {
public:
    /// `part` lies in the picture; `side` of the square in pixels.
    Letterbox(const cv::Rect& part, int side);

    /// The square, CV_32FC3 as the picture. May throw what OpenCV throws.
    [[nodiscard]] cv::Mat cut(const cv::Mat& picture) const;
    /// A point of the square (edges of pixels) in the picture (centres of pixels).
    [[nodiscard]] cv::Point2f to_picture(cv::Point2f point) const;

private:
    cv::Rect part_;
    cv::Rect place_;
    int side_;
};

/// The whole picture, then squares whose sides are its longer side over 2, 4, 8, none smaller than
/// `smallest` px. Each overlaps the next by a third, since what is larger than that was found at
/// the scale before.
[[nodiscard]] std::vector<cv::Rect> tiles_of(const cv::Size& size, int smallest);

} // namespace kinovar::portrait
