#pragma once

// Private to core/steps/portrait/animate.

#include "core/steps/portrait/face/face.h"

#include <array>
#include <span>
#include <vector>

namespace kinovar::portrait {

/// Axes of an eye or a mouth: u from its left corner to its right one, v across, downwards; both in
/// widths of the feature, so that what is said of one holds for every size and tilt.
class FeatureAxes {
public:
    FeatureAxes() = default;
    /// Corners in any order; a feature without width gets one of a pixel.
    FeatureAxes(Point2 corner, Point2 other_corner);

    [[nodiscard]] float width() const { return width_; } ///< px
    [[nodiscard]] Point2 local(Point2 picture) const;
    [[nodiscard]] Point2 picture(Point2 local) const;
    /// A direction or distance, px, in local axes; in widths.
    [[nodiscard]] Point2 local_vector(Point2 pixels) const;
    [[nodiscard]] Point2 picture_vector(Point2 local) const;

private:
    Point2 origin_;
    Point2 across_{1, 0};
    float width_ = 1;
};

/// v as a smooth function of u in 0–1; beyond, the value of the end.
class Profile {
public:
    static constexpr int kSamples = 65;

    Profile() = default;
    /// Through points in any order (u ascending is enforced), then smoothed a little.
    [[nodiscard]] static Profile through(std::vector<Point2> points);
    template <class Function>
    [[nodiscard]] static Profile of(Function function) {
        Profile profile;
        for (int i = 0; i < kSamples; ++i) {
            profile.values_[static_cast<std::size_t>(i)] =
                function(static_cast<float>(i) / (kSamples - 1));
        }
        return profile;
    }

    [[nodiscard]] float operator()(float u) const;
    /// Gaussian blur; `sigma` in widths.
    [[nodiscard]] Profile smoothed(float sigma) const;
    [[nodiscard]] float least() const;
    [[nodiscard]] float greatest() const;
    /// Mean of the middle half.
    [[nodiscard]] float middle_mean() const;

private:
    std::array<float, kSamples> values_{};
};

/// 0 below 0, 1 above 1, smooth between.
[[nodiscard]] inline float smooth_step(float t) {
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return t * t * (3 - 2 * t);
}

[[nodiscard]] inline float mix(float a, float b, float t) {
    return a + (b - a) * t;
}

/// Landmarks in local axes.
[[nodiscard]] std::vector<Point2> local_points(const FaceMesh& mesh, const FeatureAxes& axes,
                                               std::span<const std::uint16_t> landmarks);
[[nodiscard]] Point2 landmark(const FaceMesh& mesh, int number);

} // namespace kinovar::portrait
