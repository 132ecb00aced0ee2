#pragma once

#include "core/steps/retouch/brush/mask_tiles.h"

#include <opencv2/core.hpp>

#include <memory>
#include <string>
#include <vector>

// Masks as coverage. Private to brush/. All functions throw cv::Exception.
namespace kinovar::retouch {

/// A mask's tiles, decoded once: the same mask is asked for at every frame. Throws for one that
/// cannot be read. Thread-safe.
[[nodiscard]] std::shared_ptr<const MaskTiles> tiles_of(const std::string& bytes);

/// The box of points, a pixel wider on each side than they need.
[[nodiscard]] cv::Rect box_around(const std::vector<cv::Point2d>& points);

/// Where a mask lies in a picture of a size at a placement, px; it may reach out of the picture.
[[nodiscard]] cv::Rect box_of_mask(const MaskTiles& mask, const cv::Size& picture,
                                   const cv::Matx23d& to_now);

/// Lays the mask into `total`, CV_32F, the part of the picture whose first pixel is `origin`.
void draw_mask(const MaskTiles& mask, const cv::Size& picture, const cv::Matx23d& to_now,
               const cv::Point& origin, cv::Mat& total);

} // namespace kinovar::retouch
