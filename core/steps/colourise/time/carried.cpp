#include "core/steps/colourise/time/carried.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::colourise {

namespace {

constexpr float kTolerancePx = 0.7F;  // of going there and back
constexpr double kSoftness = 1.5;     // px
constexpr float kLightLikeness = 20;  // 8-bit levels
constexpr float kLeastWeight = 1e-4F; // of the less sure of two keys
constexpr int kLightAround = 8;       // light is compared about its mean over 1/8 of the height

cv::Mat sized(const cv::Mat& picture, const cv::Size& size) {
    cv::Mat resized = picture;
    if (picture.size() != size) {
        cv::resize(picture, resized, size, 0, 0, cv::INTER_LINEAR);
    }
    return resized;
}

/// 1 where the route is to be trusted, 0 where it is not, softened.
cv::Mat trust_of(const Route& route, const cv::Mat& map) {
    cv::Mat lost = steps::inconsistent(route.there, route.back, kTolerancePx);
    cv::dilate(lost, lost, cv::Mat());
    cv::Mat trust;
    lost.convertTo(trust, CV_32F, -1.0 / 255, 1);
    trust = sized(trust, map.size());
    const auto right = static_cast<float>(map.cols - 1);
    const auto bottom = static_cast<float>(map.rows - 1);
    for (int y = 0; y < map.rows; ++y) {
        const auto* at = map.ptr<cv::Vec2f>(y);
        auto* out = trust.ptr<float>(y);
        for (int x = 0; x < map.cols; ++x) {
            if (at[x][0] < 0 || at[x][1] < 0 || at[x][0] > right || at[x][1] > bottom) {
                out[x] = 0;
            }
        }
    }
    cv::GaussianBlur(trust, trust, cv::Size(), kSoftness);
    return trust;
}

/// 1 where light is the same, but for a change of brightness as a whole.
cv::Mat likeness_of(const cv::Mat& here, const cv::Mat& seen) {
    cv::Mat difference, around;
    cv::subtract(here, seen, difference, cv::noArray(), CV_32F);
    const int window = here.rows / kLightAround + 1;
    cv::blur(difference, around, {window, window});
    difference -= around;
    cv::multiply(difference, difference, difference, -1.0 / (kLightLikeness * kLightLikeness));
    cv::exp(difference, difference);
    return difference;
}

} // namespace

Chroma seen_along(const Route& route, const Chroma& key, const MotionPicture& here,
                  const MotionPicture& there) {
    const cv::Size size = key.ab.size();
    const cv::Mat map = steps::flow_map(route.there, size, cv::Rect(cv::Point(), size));
    const auto seen = [&](const cv::Mat& picture) {
        cv::Mat moved;
        cv::remap(picture, moved, map, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_REFLECT_101);
        return moved;
    };
    Chroma chroma{seen(key.ab), seen(key.confidence)};
    chroma.confidence = chroma.confidence.mul(trust_of(route, map));
    chroma.confidence = chroma.confidence.mul(
        likeness_of(sized(here.search, size), seen(sized(there.search, size))));
    return chroma;
}

Chroma blended(const Chroma& first, const Chroma& second, float share) {
    Chroma both{cv::Mat(first.ab.size(), CV_32FC2), cv::Mat(first.ab.size(), CV_32F)};
    for (int y = 0; y < both.ab.rows; ++y) {
        const auto* one = first.ab.ptr<cv::Vec2f>(y);
        const auto* two = second.ab.ptr<cv::Vec2f>(y);
        const auto* one_sure = first.confidence.ptr<float>(y);
        const auto* two_sure = second.confidence.ptr<float>(y);
        auto* ab = both.ab.ptr<cv::Vec2f>(y);
        auto* sure = both.confidence.ptr<float>(y);
        for (int x = 0; x < both.ab.cols; ++x) {
            const float near = (1 - share) * (one_sure[x] + kLeastWeight);
            const float far = share * (two_sure[x] + kLeastWeight);
            ab[x] = (one[x] * near + two[x] * far) / (near + far);
            sure[x] = std::max(one_sure[x], two_sure[x]);
        }
    }
    return both;
}

} // namespace kinovar::colourise
