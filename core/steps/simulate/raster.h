#pragma once

#include <opencv2/core.hpp>

#include <cstddef>
#include <vector>

namespace kinovar::steps::simulate {

/// The picture while it is being aged: float32, 1 (grey) or 3 (RGB) interleaved channels, rows
/// without padding. Private to this folder.
struct Raster {
    int width = 0;
    int height = 0;
    int channels = 1;
    std::vector<float> values;

    Raster(int w, int h, int c)
        : width(w), height(h), channels(c),
          values(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) *
                 static_cast<std::size_t>(c)) {}

    [[nodiscard]] float* at(int x, int y) {
        return values.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                static_cast<std::size_t>(x)) *
                                   static_cast<std::size_t>(channels);
    }
    /// An OpenCV header over the same memory.
    [[nodiscard]] cv::Mat mat() {
        return {height, width, CV_MAKETYPE(CV_32F, channels), values.data()};
    }
};

} // namespace kinovar::steps::simulate
