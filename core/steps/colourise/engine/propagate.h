#pragma once

#include "core/steps/colourise/engine/guide.h"
#include "core/steps/colourise/engine/seeds.h"

#include <opencv2/core.hpp>

#include <stop_token>

// Colours from where they are given to where they are not, at the guide's working size; `seeds` are
// of that size. No seeds: all 0. Thread-safe; exceptions of OpenCV pass through.
namespace kinovar::colourise {

/// Smooth where light is smooth (weighted least squares, Farbman et al., SIGGRAPH 2008; hints as in
/// Levin, Lischinski, Weiss, "Colorization using optimization", SIGGRAPH 2004), coarse to fine.
/// CV_32FC2.
[[nodiscard]] cv::Mat spread_smoothly(const Guide& guide, const Seeds& seeds);

/// How firmly each pixel holds its given colour in it, beside bonds to its neighbours of up to 1.
/// CV_32F, 0 where nothing is given.
[[nodiscard]] cv::Mat firmness_of(const Seeds& seeds);

/// The mean of all seeds, those that are near, of like light and of like texture counting most.
/// CV_32FC2.
[[nodiscard]] cv::Mat spread_by_likeness(const Guide& guide, const Seeds& seeds);

/// The seed to which the way is shortest, a change of light being a long way.
struct Nearest {
    cv::Mat ab;       ///< CV_32FC2
    cv::Mat way;      ///< CV_32F, ≥ 0; of light, in units of `Guide::work`, plus distance
    cv::Mat distance; ///< CV_32F, px from the nearest seed, as the crow flies
};
[[nodiscard]] Nearest spread_from_nearest(const Guide& guide, const Seeds& seeds);

/// How sure colours are at each place, 0 to 1: near or like to what was given. CV_32F.
[[nodiscard]] cv::Mat certainty_of(const Guide& guide, const Seeds& seeds, const Nearest& nearest);

} // namespace kinovar::colourise
