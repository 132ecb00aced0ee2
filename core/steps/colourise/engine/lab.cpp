#include "core/steps/colourise/engine/lab.h"

#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/steps/colourise/engine/colour_kernels.h"

#include <opencv2/core/utility.hpp>

#include <vector>

namespace kinovar::colourise {

namespace {

/// Rows of a frame that one call works on.
void for_each_row(const Frame& frame, const std::function<void(int)>& row) {
    cv::parallel_for_(cv::Range(0, frame.height()), [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y) {
            row(y);
        }
    });
}

std::vector<float> lumas_of(const Frame& frame) {
    std::vector<float> luma(frame.values().size() / Frame::kChannels);
    luma_of(frame, luma);
    return luma;
}

} // namespace

cv::Mat lightness_of(const Frame& frame) {
    cv::Mat lightness(frame.height(), frame.width(), CV_32F);
    const std::vector<float> luma = lumas_of(frame);
    const auto width = static_cast<std::size_t>(frame.width());
    for_each_row(frame, [&](int y) {
        kernels::lightness(lightness.ptr<float>(y),
                           luma.data() + static_cast<std::size_t>(y) * width, width);
    });
    return lightness;
}

cv::Mat chroma_of(const Frame& frame) {
    cv::Mat ab(frame.height(), frame.width(), CV_32FC2);
    for_each_row(frame, [&](int y) {
        kernels::chroma(ab.ptr<float>(y), frame.row(y), static_cast<std::size_t>(frame.width()));
    });
    return ab;
}

std::shared_ptr<Frame> with_chroma(const Frame& frame, const cv::Mat& ab) {
    CV_Assert(ab.type() == CV_32FC2 && ab.cols == frame.width() && ab.rows == frame.height());
    auto coloured = std::make_shared<Frame>(frame.width(), frame.height(), frame.colour());
    coloured->set_origin(frame.origin());
    const std::vector<float> luma = lumas_of(frame);
    const LumaWeights by_matrix = luma_weights(frame);
    const std::array<float, 3> weights{static_cast<float>(by_matrix.red),
                                       static_cast<float>(by_matrix.green),
                                       static_cast<float>(by_matrix.blue)};
    const auto width = static_cast<std::size_t>(frame.width());
    for_each_row(frame, [&](int y) {
        kernels::colour(coloured->row(y), luma.data() + static_cast<std::size_t>(y) * width,
                        ab.ptr<float>(y), weights.data(), width);
    });
    return coloured;
}

} // namespace kinovar::colourise
