#include "core/steps/retouch/skin/bands.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace kinovar::retouch {

namespace {

std::vector<float> chosen(const cv::Mat& values, const cv::Mat& mask) {
    std::vector<float> list;
    for (int y = 0; y < values.rows; ++y) {
        const auto* row = values.ptr<float>(y);
        const auto* wanted = mask.ptr<std::uint8_t>(y);
        for (int x = 0; x < values.cols; ++x) {
            if (wanted[x] != 0) {
                list.push_back(row[x]);
            }
        }
    }
    return list;
}

double at_share(std::vector<float>& list, double share) {
    if (list.empty()) {
        return 0;
    }
    const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(list.size() - 1));
    std::nth_element(list.begin(), list.begin() + place, list.end());
    return list[static_cast<std::size_t>(place)];
}

} // namespace

cv::Mat blurred(const cv::Mat& picture, double sigma) {
    cv::Mat result;
    cv::GaussianBlur(picture, result, {}, sigma, sigma, cv::BORDER_REFLECT_101);
    return result;
}

Bands bands_of(const cv::Mat& luma) {
    const cv::Mat g1 = blurred(luma, 1);
    return {luma - g1, g1 - blurred(luma, 2)};
}

double robust_deviation(const cv::Mat& values, const cv::Mat& mask) {
    constexpr double kOfNormal = 1.4826; // standard deviation / median deviation
    constexpr double kHalf = 0.5;
    std::vector<float> list = chosen(values, mask);
    const double middle = at_share(list, kHalf);
    for (float& one : list) {
        one = std::abs(one - static_cast<float>(middle));
    }
    return kOfNormal * at_share(list, kHalf);
}

double percentile(const cv::Mat& values, const cv::Mat& mask, double share) {
    std::vector<float> list = chosen(values, mask);
    return at_share(list, share);
}

cv::Mat luma_levels(const cv::Mat& picture) {
    // The weights matter little for texture; those of HD video serve all.
    constexpr float kWhite = 255;
    const cv::Matx13f weights{0.2126F * kWhite, 0.7152F * kWhite, 0.0722F * kWhite};
    cv::Mat luma;
    cv::transform(picture, luma, weights);
    return luma;
}

} // namespace kinovar::retouch
