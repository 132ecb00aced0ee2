#pragma once

#include "core/steps/colourise/engine/propagate.h"

#include <vector>

namespace kinovar::colourise::test {

/// Two flat halves, dark on the left, light on the right: L* 30 and 70.
inline cv::Mat two_halves(const cv::Size& size) {
    cv::Mat lightness(size, CV_32F, cv::Scalar(30));
    lightness.colRange(size.width / 2, size.width).setTo(70);
    return lightness;
}

inline PlacedHint point_at(double x, double y, Ab colour, double strength = 1) {
    PlacedHint hint;
    hint.places = {{x, y}};
    hint.colour = colour;
    hint.strength = strength;
    return hint;
}

constexpr Ab kRed{50, 30};
constexpr Ab kBlue{10, -40};

/// Red in the middle of the dark half, blue in that of the light one.
inline std::vector<PlacedHint> one_a_half() {
    return {point_at(0.25, 0.5, kRed), point_at(0.75, 0.5, kBlue)};
}

/// Mean ab of a part of a picture.
inline Ab mean_of(const cv::Mat& ab, const cv::Rect& part) {
    const cv::Scalar mean = cv::mean(ab(part));
    return {static_cast<float>(mean[0]), static_cast<float>(mean[1])};
}

inline double distance(Ab one, Ab other) {
    return std::hypot(one.a - other.a, one.b - other.b);
}

} // namespace kinovar::colourise::test
