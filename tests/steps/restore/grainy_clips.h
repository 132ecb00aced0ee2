#pragma once

#include "core/image/luma.h"
#include "core/image/metrics.h"
#include "core/pipeline/chain.h"
#include "core/pipeline/recent_frames.h"
#include "core/steps/simulate/age.h"
#include "core/steps/step_catalogue.h"
#include "tests/support/support.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <memory>
#include <span>
#include <string>

namespace kinovar::steps::test {

/// A film with the simulator's grain alone; its frames are kept.
inline pipeline::ClipPtr grainy(pipeline::ClipPtr clip, double amount = 1, bool colour = false,
                                std::int64_t seed = 3) {
    simulate::AgeOptions options;
    options.seed = seed;
    options.dust = options.scratch = options.flicker = options.weave = options.blur =
        options.splice = false;
    options.keep_colour = colour;
    options.grain_amount = amount;
    auto aged = simulate::AgeClip::make(std::move(clip), options);
    EXPECT_OK(aged);
    return pipeline::remembered(*aged, 40);
}

/// The clip after a step given as on the command line.
inline pipeline::ClipPtr after(const pipeline::ClipPtr& clip, const std::string& step) {
    const auto spec = pipeline::step_from_text(step_catalogue(), step);
    EXPECT_OK(spec);
    const auto clips = pipeline::build(step_catalogue(), {{*spec}}, clip);
    EXPECT_OK(clips);
    return clips->back();
}

inline FramePtr frame_of(const pipeline::ClipPtr& clip, std::int64_t n) {
    auto frame = clip->frame(n, {});
    EXPECT_OK(frame);
    return *frame;
}

inline double psnr(const Frame& reference, const Frame& other) {
    return std::min(99.0, compare_pictures(reference, other, {.luma_only = true})->psnr_luma);
}

inline cv::Mat luma_mat(const Frame& frame) {
    cv::Mat luma(frame.height(), frame.width(), CV_32F);
    luma_of(frame, std::span<float>(luma.ptr<float>(), luma.total()));
    return luma;
}

} // namespace kinovar::steps::test
