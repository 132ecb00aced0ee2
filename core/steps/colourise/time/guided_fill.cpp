#include "core/steps/colourise/time/guided_fill.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>

namespace kinovar::colourise {

namespace {

constexpr int kReduced = 2;                             // worked on at half size
constexpr std::array kRadii{0.008, 0.025, 0.075, 0.25}; // shares of the height
constexpr float kFlat = 2e-3F;      // variance of light (0 to 1) below which it says nothing
constexpr float kLeastSure = 0.15F; // share of a window that begins to count
constexpr float kEnoughSure = 0.35F;
constexpr float kNeverFilled = 0.25F; // confidence from which colours stay as they are

/// Means over a window, by weight.
class Window {
public:
    Window(int radius, const cv::Mat& light, const cv::Mat& weight)
        : side_(2 * radius + 1), light_(light), weight_(weight), total_(blurred(weight) + 1e-4) {
        mean_ = blurred(weight.mul(light)) / total_;
        variance_ = cv::max(blurred(weight.mul(light).mul(light)) / total_ - mean_.mul(mean_), 0);
    }
    [[nodiscard]] const cv::Mat& total() const { return total_; }

    /// Of the linear function of light that fits the plane best.
    [[nodiscard]] cv::Mat estimate(const cv::Mat& plane) const {
        const cv::Mat mean = blurred(weight_.mul(plane)) / total_;
        const cv::Mat covariance =
            blurred(weight_.mul(plane).mul(light_)) / total_ - mean.mul(mean_);
        cv::Mat slope = covariance / (variance_ + kFlat);
        return slope.mul(light_ - mean_) + mean;
    }

private:
    [[nodiscard]] cv::Mat blurred(const cv::Mat& plane) const {
        cv::Mat out;
        cv::blur(plane, out, {side_, side_}, cv::Point(-1, -1), cv::BORDER_REFLECT_101);
        return out;
    }
    int side_;
    cv::Mat light_, weight_, total_, mean_, variance_;
};

} // namespace

void fill_unsure(const cv::Mat& light, Chroma& chroma) {
    const cv::Size size(std::max(1, light.cols / kReduced), std::max(1, light.rows / kReduced));
    cv::Mat guide, weight, small;
    light.convertTo(guide, CV_32F, 1.0 / 255);
    cv::resize(guide, guide, size, 0, 0, cv::INTER_AREA);
    cv::resize(chroma.confidence, weight, size, 0, 0, cv::INTER_AREA);
    cv::resize(chroma.ab, small, size, 0, 0, cv::INTER_AREA);
    std::array<cv::Mat, 2> planes, sums;
    cv::split(small, planes.data());
    cv::Mat used = cv::Mat::zeros(size, CV_32F);
    for (cv::Mat& sum : sums) {
        sum = cv::Mat::zeros(size, CV_32F);
    }
    for (const double radius : kRadii) {
        const Window window(std::max(1, static_cast<int>(radius * size.height)), guide, weight);
        cv::Mat share = (window.total() - kLeastSure) / (kEnoughSure - kLeastSure);
        share = cv::max(0, cv::min(1, share)).mul(1 - used);
        for (std::size_t i = 0; i < planes.size(); ++i) {
            sums[i] += window.estimate(planes[i]).mul(share);
        }
        used += share;
    }
    for (std::size_t i = 0; i < planes.size(); ++i) {
        sums[i] += planes[i].mul(1 - used);
    }
    cv::Mat filled;
    cv::merge(sums.data(), sums.size(), filled);
    cv::resize(filled, filled, light.size(), 0, 0, cv::INTER_LINEAR);
    for (int y = 0; y < light.rows; ++y) {
        const auto* from = filled.ptr<cv::Vec2f>(y);
        const auto* sure = chroma.confidence.ptr<float>(y);
        auto* ab = chroma.ab.ptr<cv::Vec2f>(y);
        for (int x = 0; x < light.cols; ++x) {
            const float keep = std::min(1.0F, sure[x] / kNeverFilled);
            ab[x] = from[x] + (ab[x] - from[x]) * keep;
        }
    }
}

} // namespace kinovar::colourise
