#pragma once

#include "core/steps/colourise/hints.h"

#include <opencv2/core.hpp>

#include <span>
#include <vector>

namespace kinovar::colourise {

/// A hint at one frame, after it has followed the picture there.
struct PlacedHint {
    HintShape shape = HintShape::Point;
    std::vector<Place> places;
    Ab colour;
    double size = 0.004; ///< as ColourHint::size
    double strength = 1;
};

/// The hints of a frame as pixels of a picture of `size`.
struct Seeds {
    /// For whatever counts with distances: points, samples along strokes and of regions, not more
    /// than kMostSeeds. Places in px.
    struct Seed {
        cv::Point2f place;
        cv::Vec2f ab;
        float strength = 1;
    };
    static constexpr int kMostSeeds = 512;
    std::vector<Seed> seeds;
    cv::Size size;
    cv::Mat ab;     ///< CV_32FC2 of `size`: the colour where something is given
    cv::Mat weight; ///< CV_32F of `size`: 0 nothing is given; up to 1, the hint's strength
    [[nodiscard]] bool empty() const { return seeds.empty(); }
};

/// The pixel of a picture of `size` that a seed lies in.
[[nodiscard]] cv::Point pixel_of(const Seeds::Seed& seed, const cv::Size& size);

/// Draws hints, later ones over earlier ones. A point covers at least its pixel and those beside
/// it.
[[nodiscard]] Seeds seeds_of(std::span<const PlacedHint> hints, const cv::Size& size);

} // namespace kinovar::colourise
