#include "core/steps/colourise/engine/guide.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace kinovar::colourise {

namespace {

/// The picture size that details are described at.
constexpr float kUnitLines = 256;
/// Blurs in units: enough against grain; the neighbourhood whose spread is texture.
constexpr double kSmoothSigma = 0.8;
constexpr double kSpreadSigma = 2;

cv::Mat blurred(const cv::Mat& picture, double sigma) {
    cv::Mat result;
    cv::GaussianBlur(picture, result, cv::Size(), sigma);
    return result;
}

cv::Mat spread_around(const cv::Mat& light, double sigma) {
    const cv::Mat mean = blurred(light, sigma);
    const cv::Mat squares = blurred(light.mul(light), sigma);
    cv::Mat spread = cv::max(squares - mean.mul(mean), 0);
    cv::sqrt(spread, spread);
    return spread;
}

cv::Size work_size(const cv::Size& size) {
    const int lines = std::min(size.width, size.height);
    if (lines <= Guide::kWorkLines) {
        return size;
    }
    const double scale = static_cast<double>(Guide::kWorkLines) / lines;
    return {cvRound(size.width * scale), cvRound(size.height * scale)};
}

} // namespace

Guide make_guide(const cv::Mat& lightness, int whole_lines) {
    CV_Assert(lightness.type() == CV_32F && !lightness.empty());
    Guide guide;
    guide.lightness = lightness;
    const cv::Size size = work_size(lightness.size());
    cv::Mat reduced = lightness;
    if (size != lightness.size()) {
        cv::resize(lightness, reduced, size, 0, 0, cv::INTER_AREA);
    }
    guide.work = reduced / 100;
    const float lines = static_cast<float>(
        whole_lines > 0 ? whole_lines : std::min(lightness.cols, lightness.rows));
    const float scale = static_cast<float>(size.height) / static_cast<float>(lightness.rows);
    guide.unit = lines * scale / kUnitLines;
    guide.smooth = blurred(guide.work, kSmoothSigma * guide.unit);
    guide.spread = spread_around(guide.work, kSpreadSigma * guide.unit);
    return guide;
}

} // namespace kinovar::colourise
