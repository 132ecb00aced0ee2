#pragma once

#include "core/nn/model.h"

#include <opencv2/core.hpp>

#include <initializer_list>
#include <string_view>

namespace kinovar::portrait {

/// The installed network of that catalogue id; loaded once and shared by all. Thread-safe.
[[nodiscard]] Result<std::shared_ptr<const nn::Model>> shared_network(const std::string& id);

/// The numbers of each wanted output.
using Outputs = std::vector<std::vector<float>>;

/// What a network wants to see of a value in [0, 1].
struct ValueRange {
    float factor = 1;
    float offset = 0;
};

/// Runs a network on one picture (CV_32FC1 or CV_32FC3, clamped to [0, 1] first). The outputs come
/// in the order in which they are named.
[[nodiscard]] Result<Outputs> run_on_square(const nn::Model& model, const cv::Mat& picture,
                                            ValueRange range,
                                            std::initializer_list<std::string_view> outputs);

/// A square piece of a picture, turned about its middle.
struct SquareCrop {
    cv::Point2f centre; ///< px
    float side = 0;     ///< px
    float angle = 0;    ///< radians: direction of the crop's x axis in the picture

    /// A point of the crop at `size` pixels a side (edges at 0 and size) in the picture.
    [[nodiscard]] cv::Point2f to_picture(cv::Point2f point, int size) const;
    /// The crop at `size` × `size`, reduced without aliasing; beyond the picture its edge goes on.
    [[nodiscard]] cv::Mat cut(const cv::Mat& picture, int size) const;
};

} // namespace kinovar::portrait
