#include "core/steps/colourise/time/carried.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::colourise {

namespace {

using steps::Flow;

constexpr std::array kTolerancesPx{0.7F, 1.4F, 2.8F, 5.6F}; // of going there and back
constexpr int kSpeckMedian = 5;                             // vectors
constexpr float kEdgePx = 1;          // outside by less than that is still the picture's edge
constexpr double kSoftness = 1.5;     // px
constexpr float kLightLikeness = 20;  // 8-bit levels
constexpr float kLeastWeight = 1e-4F; // of the less sure of two keys
constexpr double kGrainBlur = 1.2;    // px: grain is not a difference of light
constexpr int kLightAround = 8;       // light is compared about its mean over 1/8 of the height
constexpr int kRouteWindow = 7;       // px: where two routes are compared
constexpr float kRouteLikeness = 4;   // 8-bit levels
constexpr double kApartPx = 0.7;      // of two routes that do not know a place exactly
constexpr int kApartWindow = 5;       // vectors

cv::Mat sized(const cv::Mat& picture, const cv::Size& size) {
    cv::Mat resized = picture;
    if (picture.size() != size) {
        cv::resize(picture, resized, size, 0, 0, cv::INTER_LINEAR);
    }
    return resized;
}

cv::Mat map_along(const Flow& flow, const cv::Size& size) {
    return steps::flow_map(flow, size, cv::Rect(cv::Point(), size));
}

cv::Mat seen_through(const cv::Mat& map, const cv::Mat& picture) {
    cv::Mat moved;
    cv::remap(picture, moved, map, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return moved;
}

/// 1 where going there and back along the route ends where it began, falling softly to 0; 0 where
/// it leads out of the picture.
cv::Mat trust_of(const Route& route, const cv::Mat& map) {
    cv::Mat lost = cv::Mat::zeros(route.there.field.size(), CV_8U);
    for (const float tolerance : kTolerancesPx) {
        lost += steps::inconsistent(route.there, route.back, tolerance) / std::size(kTolerancesPx);
    }
    cv::medianBlur(lost, lost, kSpeckMedian); // specks are noise of the search
    cv::dilate(lost, lost, cv::Mat());
    cv::Mat trust;
    lost.convertTo(trust, CV_32F, -1.0 / 255, 1);
    trust = cv::max(0, sized(trust, map.size()));
    const auto right = static_cast<float>(map.cols - 1);
    const auto bottom = static_cast<float>(map.rows - 1);
    for (int y = 0; y < map.rows; ++y) {
        const auto* at = map.ptr<cv::Vec2f>(y);
        auto* out = trust.ptr<float>(y);
        for (int x = 0; x < map.cols; ++x) {
            if (at[x][0] < -kEdgePx || at[x][1] < -kEdgePx || at[x][0] > right + kEdgePx ||
                at[x][1] > bottom + kEdgePx) {
                out[x] = 0;
            }
        }
    }
    cv::GaussianBlur(trust, trust, cv::Size(), kSoftness);
    return trust;
}

/// 1 where light is the same, but for a change of brightness as a whole.
cv::Mat likeness_of(const cv::Mat& difference) {
    cv::Mat likeness;
    cv::multiply(difference, difference, likeness, -1.0 / (kLightLikeness * kLightLikeness));
    cv::exp(likeness, likeness);
    return likeness;
}

/// What light is too much here, about its mean over the surroundings: old films flicker.
cv::Mat light_difference(const cv::Mat& here, const cv::Mat& seen) {
    cv::Mat difference, around;
    cv::subtract(here, seen, difference, cv::noArray(), CV_32F);
    const int window = here.rows / kLightAround + 1;
    cv::blur(difference, around, {window, window});
    difference -= around;
    cv::GaussianBlur(difference, difference, cv::Size(), kGrainBlur);
    return difference;
}

/// How much each place counts that is seen along a route: less, the less light is alike around it.
cv::Mat route_weight(const cv::Mat& difference) {
    cv::Mat weight;
    cv::blur(cv::abs(difference), weight, {kRouteWindow, kRouteWindow});
    cv::multiply(weight, weight, weight, -1.0 / (kRouteLikeness * kRouteLikeness));
    cv::exp(weight, weight);
    return weight + kLeastWeight;
}

void mean_by_weight(cv::Mat& ab, const cv::Mat& weight, const cv::Mat& other,
                    const cv::Mat& other_weight) {
    for (int y = 0; y < ab.rows; ++y) {
        auto* one = ab.ptr<cv::Vec2f>(y);
        const auto* two = other.ptr<cv::Vec2f>(y);
        const auto* one_weight = weight.ptr<float>(y);
        const auto* two_weight = other_weight.ptr<float>(y);
        for (int x = 0; x < ab.cols; ++x) {
            const float share = two_weight[x] / (one_weight[x] + two_weight[x]);
            one[x] += (two[x] - one[x]) * share;
        }
    }
}

} // namespace

cv::Mat light_of(const MotionPicture& picture, const cv::Size& size) {
    return sized(picture.search, size);
}

Chroma seen_along(const Route& route, const Chroma& key, const MotionPicture& here,
                  const MotionPicture& there) {
    const cv::Size size = key.ab.size();
    const cv::Mat own_light = light_of(here, size);
    const cv::Mat key_light = light_of(there, size);
    const cv::Mat map = map_along(route.there, size);
    const cv::Mat chained = map_along(route.chained, size);
    const cv::Mat difference = light_difference(own_light, seen_through(map, key_light));
    const cv::Mat chained_difference =
        light_difference(own_light, seen_through(chained, key_light));
    Chroma chroma{seen_through(map, key.ab), seen_through(map, key.confidence)};
    mean_by_weight(chroma.ab, route_weight(difference), seen_through(chained, key.ab),
                   route_weight(chained_difference));
    chroma.confidence = chroma.confidence.mul(trust_of(route, map)).mul(likeness_of(difference));
    return chroma;
}

cv::Mat doubt_of(const Route& route, const cv::Size& size) {
    cv::Mat apart(route.there.field.size(), CV_32F);
    for (int y = 0; y < apart.rows; ++y) {
        const auto* refined = route.there.field.ptr<cv::Vec2f>(y);
        const auto* chained = route.chained.field.ptr<cv::Vec2f>(y);
        auto* out = apart.ptr<float>(y);
        for (int x = 0; x < apart.cols; ++x) {
            out[x] = static_cast<float>(cv::norm(refined[x] - chained[x]));
        }
    }
    cv::blur(apart, apart, {kApartWindow, kApartWindow});
    apart = sized(apart, size);
    cv::multiply(apart, apart, apart, -1 / (kApartPx * kApartPx));
    cv::exp(apart, apart);
    return 1 - apart;
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
