#include "core/steps/portrait/animate/grain_split.h"

#include "core/image/cv_bridge.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace kinovar::portrait {
namespace {

constexpr double kFine = 1.5;             ///< px: what a Gaussian of this width takes away is fine
constexpr int kWindow = 9;                ///< px: over which spread is measured
constexpr double kSmoothest = 0.25;       ///< share of the part that is taken to be grain alone
constexpr float kLeastGrain = 0.6F / 255; ///< below it a still has none to speak of

cv::Mat1f mean_of_squares(const cv::Mat& fine) {
    cv::Mat squares;
    cv::multiply(fine, fine, squares);
    std::vector<cv::Mat> channels;
    cv::split(squares, channels);
    cv::Mat1f mean = (channels[0] + channels[1] + channels[2]) / 3;
    cv::boxFilter(mean, mean, -1, {kWindow, kWindow}, {-1, -1}, true, cv::BORDER_REFLECT_101);
    return mean;
}

/// A few thousand values tell as much as millions.
float quantile(const cv::Mat1f& values, double share) {
    constexpr int kSamples = 20000;
    std::vector<float> some;
    const std::size_t step = std::max<std::size_t>(1, values.total() / kSamples);
    for (std::size_t i = 0; i < values.total(); i += step) {
        some.push_back(values(static_cast<int>(i / static_cast<std::size_t>(values.cols)),
                              static_cast<int>(i % static_cast<std::size_t>(values.cols))));
    }
    const auto at =
        some.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(some.size() - 1));
    std::nth_element(some.begin(), at, some.end());
    return *at;
}

} // namespace

GrainSplit split_grain(const FramePtr& still, const PixelRect& part) {
    const cv::Rect place(part.x, part.y, part.width, part.height);
    if (place.empty()) {
        return {still, 0};
    }
    const cv::Mat source = mat_view(*still)(place);
    cv::Mat smooth;
    cv::GaussianBlur(source, smooth, {}, kFine, kFine, cv::BORDER_REFLECT_101);
    const cv::Mat fine = source - smooth;
    cv::Mat1f spread = mean_of_squares(fine);
    const float grain = quantile(spread, kSmoothest);
    const float strength = std::sqrt(grain);
    if (strength < kLeastGrain) {
        return {still, 0};
    }
    // Of what is fine, the share that is grain, falling off fast where there is more than grain.
    cv::Mat1f share(spread.size());
    std::transform(spread.begin(), spread.end(), share.begin(), [&](float value) {
        const float ratio = std::min(1.0F, 1.5F * grain / std::max(value, 1e-12F));
        return ratio * ratio;
    });
    auto clean = std::make_shared<Frame>(*still);
    cv::Mat target = mat_view(*clean)(place);
    for (int y = 0; y < target.rows; ++y) {
        const auto* from = fine.ptr<float>(y);
        auto* to = target.ptr<float>(y);
        for (int x = 0; x < target.cols; ++x) {
            for (int c = 0; c < Frame::kChannels; ++c) {
                to[3 * x + c] -= share(y, x) * from[3 * x + c];
            }
        }
    }
    return {clean, strength};
}

float made_up_grain(int x, int y) {
    // The sum of four even numbers is near enough to a normal one.
    auto state =
        static_cast<std::uint32_t>(x) * 0x9E3779B1U ^ static_cast<std::uint32_t>(y) * 0x85EBCA77U;
    float sum = 0;
    for (int i = 0; i < 4; ++i) {
        state ^= state >> 16;
        state *= 0x7FEB352DU;
        state ^= state >> 15;
        state *= 0x846CA68BU;
        sum += static_cast<float>(state >> 8) / static_cast<float>(1U << 24) - 0.5F;
    }
    return sum * std::sqrt(3.0F);
}

} // namespace kinovar::portrait
