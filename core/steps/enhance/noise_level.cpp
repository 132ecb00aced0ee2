#include "core/steps/enhance/noise_level.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr float kMaskNorm = 6;               // √Σ mask², of white noise
constexpr double kQuantile = 0.4;            // of the responses: texture fills the upper ones
constexpr float kQuantileOfNormal = 0.5244F; // of |x| where x is normal with σ 1
constexpr std::size_t kFewest = 200;         // pixels that make a bin count
constexpr int kSamples = 300'000;            // pixels looked at in a large picture
constexpr float kNone = -1;

using Bins = std::array<float, NoiseCurve::kBins>;

int bin_of(float luma) {
    return std::clamp(static_cast<int>(luma * NoiseCurve::kBins), 0, NoiseCurve::kBins - 1);
}

/// σ of each bin; kNone where too few pixels fall into it.
Bins measure(const cv::Mat& luma) {
    const cv::Matx33f mask(1, -2, 1, -2, 4, -2, 1, -2, 1);
    cv::Mat response;
    cv::Mat local;
    cv::filter2D(luma, response, CV_32F, mask);
    cv::blur(luma, local, {5, 5});
    const int stride =
        std::max(1, static_cast<int>(std::sqrt(static_cast<double>(luma.total()) / kSamples)));
    std::array<std::vector<float>, NoiseCurve::kBins> found;
    for (int y = 1; y + 1 < luma.rows; y += stride) {
        const auto* answer = response.ptr<float>(y);
        const auto* grey = local.ptr<float>(y);
        for (int x = 1; x + 1 < luma.cols; x += stride) {
            // What is clipped to black or white shows no noise.
            constexpr float kEnd = 1.5F / 255;
            if (grey[x] > kEnd && grey[x] < 1 - kEnd) {
                found[static_cast<std::size_t>(bin_of(grey[x]))].push_back(std::abs(answer[x]));
            }
        }
    }
    Bins sigma{};
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i].size() < kFewest) {
            sigma[i] = kNone;
            continue;
        }
        const auto at = found[i].begin() + static_cast<std::ptrdiff_t>(
                                               kQuantile * static_cast<double>(found[i].size()));
        std::nth_element(found[i].begin(), at, found[i].end());
        sigma[i] = *at / (kMaskNorm * kQuantileOfNormal);
    }
    return sigma;
}

/// Bins that have none take the nearest one's.
void fill_gaps(Bins& sigma) {
    const Bins known = sigma;
    for (int i = 0; i < NoiseCurve::kBins; ++i) {
        for (int away = 1; sigma[static_cast<std::size_t>(i)] == kNone; ++away) {
            if (away >= NoiseCurve::kBins) {
                sigma[static_cast<std::size_t>(i)] = 0; // nothing known at all
                break;
            }
            for (const int other : {i - away, i + away}) {
                if (other >= 0 && other < NoiseCurve::kBins &&
                    known[static_cast<std::size_t>(other)] != kNone) {
                    sigma[static_cast<std::size_t>(i)] = known[static_cast<std::size_t>(other)];
                    break;
                }
            }
        }
    }
}

} // namespace

float NoiseCurve::at(float luma) const {
    const float place =
        std::clamp(luma * static_cast<float>(kBins) - 0.5F, 0.0F, static_cast<float>(kBins - 1));
    const int bin = std::min(static_cast<int>(place), kBins - 2);
    const float part = place - static_cast<float>(bin);
    const auto i = static_cast<std::size_t>(bin);
    return sigma[i] + part * (sigma[i + 1] - sigma[i]);
}

NoiseCurve noise_of(const cv::Mat& luma) {
    constexpr int kSmallest = 16;
    NoiseCurve curve;
    curve.sigma = measure(luma);
    if (std::min(luma.rows, luma.cols) >= 2 * kSmallest) {
        cv::Mat half;
        cv::resize(luma, half, {luma.cols / 2, luma.rows / 2}, 0, 0, cv::INTER_AREA);
        const Bins coarse = measure(half);
        for (std::size_t i = 0; i < coarse.size(); ++i) {
            // White noise would lose half of its σ, grain less.
            constexpr float kCoarseGrain = 1.414F;
            if (curve.sigma[i] != kNone && coarse[i] != kNone) {
                curve.sigma[i] = std::max(curve.sigma[i], kCoarseGrain * coarse[i]);
            }
        }
    }
    fill_gaps(curve.sigma);
    return curve;
}

NoiseCurve median_of(const std::vector<NoiseCurve>& curves) {
    NoiseCurve result;
    if (curves.empty()) {
        return result;
    }
    std::vector<float> values(curves.size());
    for (std::size_t bin = 0; bin < result.sigma.size(); ++bin) {
        std::transform(curves.begin(), curves.end(), values.begin(),
                       [bin](const NoiseCurve& curve) { return curve.sigma[bin]; });
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        result.sigma[bin] = *middle;
    }
    return result;
}

} // namespace kinovar::steps
