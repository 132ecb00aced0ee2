#pragma once

#include "core/image/cv_bridge.h"
#include "tests/steps/memory_clip.h"
#include "tests/support/support.h"

#include <opencv2/core.hpp>

#include <string>

namespace kinovar::steps::test {

/// One frame of a step with those values behind a picture.
inline FramePtr stepped(const pipeline::StepType& type, const std::string& values,
                        const FramePtr& picture) {
    const auto given = values_from_text(type.fields, values);
    EXPECT_OK(given);
    const auto step = type.make(*given);
    EXPECT_OK(step);
    const auto clip =
        (*step)->apply(std::make_shared<MemoryClip>(std::vector<FramePtr>{picture}, "photo"));
    EXPECT_OK(clip);
    const auto frame = (*clip)->frame(0, {});
    EXPECT_OK(frame);
    return frame ? *frame : picture;
}

inline FramePtr frame_of(const cv::Mat& mat) {
    const auto frame = frame_from_mat(mat, ColourSpec::srgb());
    EXPECT_OK(frame);
    return *frame;
}

/// Mean absolute difference where the mask is set (everywhere without one), in 8-bit levels.
inline double difference(const Frame& a, const Frame& b, const cv::Mat& mask = {}) {
    constexpr double kLevels = 255;
    cv::Mat off;
    cv::absdiff(mat_view(a), mat_view(b), off);
    const cv::Scalar mean = cv::mean(off, mask.empty() ? cv::noArray() : mask);
    return (mean[0] + mean[1] + mean[2]) / 3 * kLevels;
}

} // namespace kinovar::steps::test
