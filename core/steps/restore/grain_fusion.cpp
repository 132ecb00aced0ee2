#include "core/steps/restore/grain_fusion.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::steps {

namespace {

constexpr double kBlur = 0.7;      ///< px, of the difference before it is squared
constexpr int kPatch = 9;          ///< px, side of what is compared
constexpr double kFall = 2.0;      ///< of the weight by the excess of the difference
constexpr double kLightSigma = 12; ///< px; differences wider than this are light, not movement
constexpr double kLightReduction = 0.25;
constexpr float kMostLight = 3; ///< standard deviations of grain that count in it
/// Grain in the difference from a guide, over that from the noisy picture.
constexpr double kGuidedVariance = 0.6;

/// Share of the grain's power that a Gaussian blur leaves.
double left_by_blur(const GrainLayer& grain, double sigma) {
    double left = 0;
    for (std::size_t v = 0; v < kDctSide; ++v) {
        for (std::size_t u = 0; u < kDctSide; ++u) {
            const double square =
                std::pow(std::numbers::pi / kDctSide, 2) * static_cast<double>(u * u + v * v);
            left += grain.spectrum[kDctSide * v + u] * std::exp(-square * sigma * sigma) / kDctSize;
        }
    }
    return left;
}

cv::Mat luma_of_planes(const cv::Mat& planes) {
    if (planes.channels() == 1) {
        return planes;
    }
    cv::Mat luma;
    cv::extractChannel(planes, luma, 0);
    return luma;
}

/// Slow difference of light between two frames.
cv::Mat light_between(const cv::Mat& difference, const cv::Mat& sigma) {
    const cv::Mat limit = kMostLight * sigma;
    cv::Mat calm, small, out;
    cv::min(difference, limit, calm);
    cv::max(calm, -limit, calm);
    cv::resize(calm, small, {}, kLightReduction, kLightReduction, cv::INTER_AREA);
    const double reduced = kLightSigma * kLightReduction;
    cv::GaussianBlur(small, small, {}, reduced, reduced, cv::BORDER_REFLECT_101);
    cv::resize(small, out, difference.size(), 0, 0, cv::INTER_LINEAR);
    return out;
}

/// 1 where the map points into the picture, 0 beyond its edges.
cv::Mat inside(const cv::Mat& map, const cv::Size& size) {
    cv::Mat mask;
    cv::inRange(map, cv::Scalar(0, 0), cv::Scalar(size.width - 1, size.height - 1), mask);
    cv::Mat share;
    mask.convertTo(share, CV_32F, 1.0 / 255);
    return share;
}

} // namespace

GrainFusion::GrainFusion(const cv::Mat& planes, cv::Mat sigma, const GrainLayer& grain,
                         cv::Mat guide)
    : planes_(planes), guide_(guide.empty() ? luma_of_planes(planes) : luma_of_planes(guide)),
      sigma_(std::move(sigma)), sum_(planes.clone()) {
    constexpr float kLeastSigma = 0.25F / 255;
    cv::max(sigma_, kLeastSigma, sigma_);
    const double frames = guide.empty() ? 2.0 : 2.0 * kGuidedVariance;
    variance_ = sigma_.mul(sigma_, frames * left_by_blur(grain, kBlur));
    weight_ = cv::Mat::ones(planes.size(), CV_32F);
    squares_ = cv::Mat::ones(planes.size(), CV_32F);
}

void GrainFusion::add(const cv::Mat& other, const Flow& flow, const cv::Mat& other_guide) {
    const cv::Mat map = flow_map(flow, planes_.size(), cv::Rect({0, 0}, planes_.size()));
    cv::Mat moved, seen;
    cv::remap(other, moved, map, cv::noArray(), cv::INTER_CUBIC, cv::BORDER_REFLECT_101);
    if (other_guide.empty()) {
        seen = luma_of_planes(moved);
    } else {
        cv::remap(luma_of_planes(other_guide), seen, map, cv::noArray(), cv::INTER_CUBIC,
                  cv::BORDER_REFLECT_101);
    }
    cv::Mat difference = guide_ - seen;
    const cv::Mat light = light_between(difference, sigma_);
    difference -= light;
    cv::Mat blurred, agreement;
    cv::GaussianBlur(difference, blurred, {}, kBlur, kBlur, cv::BORDER_REFLECT_101);
    cv::blur(blurred.mul(blurred), agreement, {kPatch, kPatch}, {-1, -1}, cv::BORDER_REFLECT_101);
    agreement /= variance_;
    cv::Mat weight;
    cv::exp(cv::min(1.0 - agreement, 0.0) / kFall, weight);
    weight = weight.mul(inside(map, planes_.size()));
    if (planes_.channels() == 1) {
        sum_ += weight.mul(moved + light);
    } else {
        std::array<cv::Mat, 3> channels, sums;
        cv::split(moved, channels.data());
        cv::split(sum_, sums.data());
        channels[0] += light;
        for (std::size_t c = 0; c < channels.size(); ++c) {
            sums[c] += weight.mul(channels[c]);
        }
        cv::merge(sums.data(), sums.size(), sum_);
    }
    weight_ += weight;
    squares_ += weight.mul(weight);
}

GrainFusion::Result GrainFusion::result() const {
    Result result;
    if (planes_.channels() == 1) {
        result.planes = sum_ / weight_;
    } else {
        cv::Mat weights;
        cv::merge(std::array{weight_, weight_, weight_}, weights);
        result.planes = sum_ / weights;
    }
    cv::Mat root;
    cv::sqrt(squares_, root);
    result.residual = root / weight_;
    result.own = 1.0 / weight_;
    return result;
}

} // namespace kinovar::steps
