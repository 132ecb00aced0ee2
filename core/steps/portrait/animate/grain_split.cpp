#include "core/steps/portrait/animate/grain_split.h"

#include "core/image/cv_bridge.h"
#include "core/steps/portrait/animate/grid.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace kinovar::portrait {
namespace {

constexpr double kFine = 1.5;             ///< px: what a Gaussian of this width takes away is fine
constexpr int kWindow = 9;                ///< px: over which spread and direction are measured
constexpr double kWeakest = 0.15;         ///< share of a brightness that is taken to be grain alone
constexpr float kLeastGrain = 0.6F / 255; ///< below it a still has none to speak of
constexpr int kLevels = 8;                ///< of brightness

cv::Mat1f windowed(const cv::Mat1f& values) {
    cv::Mat1f mean;
    cv::boxFilter(values, mean, -1, {kWindow, kWindow}, {-1, -1}, true, cv::BORDER_REFLECT_101);
    return mean;
}

cv::Mat1f mean_of(const cv::Mat3f& picture) {
    cv::Mat1f mean;
    cv::transform(picture, mean, cv::Matx13f(1 / 3.0F, 1 / 3.0F, 1 / 3.0F));
    return mean;
}

/// 0 where the fine runs all ways alike, 1 where it runs one way (B. Jähne, "Spatio-temporal image
/// processing", 1993).
cv::Mat1f coherence(const cv::Mat1f& fine) {
    cv::Mat1f dx;
    cv::Mat1f dy;
    cv::Sobel(fine, dx, CV_32F, 1, 0);
    cv::Sobel(fine, dy, CV_32F, 0, 1);
    const cv::Mat1f xx = windowed(dx.mul(dx));
    const cv::Mat1f yy = windowed(dy.mul(dy));
    const cv::Mat1f xy = windowed(dx.mul(dy));
    cv::Mat1f difference;
    cv::magnitude(xx - yy, 2 * xy, difference);
    return difference / (xx + yy + 1e-12);
}

/// A few thousand values tell as much as millions.
float quantile(std::vector<float>& values, double share) {
    const auto at = values.begin() +
                    static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// Spread of the grain.
struct GrainSpread {
    float usual;
    std::array<float, kLevels> at; ///< each brightness
};

GrainSpread grain_spread(const cv::Mat1f& spread, const cv::Mat1f& brightness) {
    constexpr std::size_t kSamples = 40000;
    constexpr std::size_t kEnough = 200;
    std::vector<float> all;
    std::array<std::vector<float>, kLevels> levels;
    const std::size_t step = std::max<std::size_t>(1, spread.total() / kSamples);
    for (std::size_t i = 0; i < spread.total(); i += step) {
        const auto columns = static_cast<std::size_t>(spread.cols);
        const int y = static_cast<int>(i / columns);
        const int x = static_cast<int>(i % columns);
        const int level = std::clamp(static_cast<int>(brightness(y, x) * kLevels), 0, kLevels - 1);
        all.push_back(spread(y, x));
        levels.at(static_cast<std::size_t>(level)).push_back(spread(y, x));
    }
    GrainSpread grain{quantile(all, kWeakest), {}};
    for (std::size_t i = 0; i < grain.at.size(); ++i) {
        grain.at[i] = levels[i].size() < kEnough ? grain.usual : quantile(levels[i], kWeakest);
    }
    return grain;
}

} // namespace

GrainSplit split_grain(const Frame& still, const PixelRect& part) {
    constexpr float kSurely = 1.9F; // times the grain's spread
    constexpr float kHardly = 3.6F;
    constexpr float kNoDirection = 0.35F;
    constexpr float kDirection = 0.55F;
    GrainSplit split;
    split.part = part;
    if (part.width == 0 || part.height == 0) {
        return split;
    }
    const cv::Mat3f source = mat_view(still)(cv::Rect(part.x, part.y, part.width, part.height));
    cv::GaussianBlur(source, split.smooth, {}, kFine, kFine, cv::BORDER_REFLECT_101);
    const cv::Mat3f fine = source - split.smooth;
    const cv::Mat1f spread = windowed(mean_of(fine.mul(fine)));
    const cv::Mat1f brightness = mean_of(split.smooth);
    const GrainSpread grain = grain_spread(spread, brightness);
    const float strength = std::sqrt(grain.usual);
    if (strength < kLeastGrain) {
        return split;
    }
    split.strength = strength;
    const cv::Mat1f direction = coherence(mean_of(fine));
    split.share = cv::Mat1f(spread.size());
    for (int y = 0; y < spread.rows; ++y) {
        for (int x = 0; x < spread.cols; ++x) {
            const int level =
                std::clamp(static_cast<int>(brightness(y, x) * kLevels), 0, kLevels - 1);
            const float least = std::max(grain.at[static_cast<std::size_t>(level)], 1e-9F);
            const float more = (spread(y, x) / least - kSurely) / (kHardly - kSurely);
            const float aligned = (direction(y, x) - kNoDirection) / (kDirection - kNoDirection);
            split.share(y, x) = (1 - smooth_step(more)) * (1 - smooth_step(aligned));
        }
    }
    split.share = windowed(split.share);
    return split;
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
