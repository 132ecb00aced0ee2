#pragma once

#include "core/steps/restore/dust_noise.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <vector>

namespace kinovar::steps::dust {

/// What is looked for.
struct Search {
    float sensitivity = 1; ///< thresholds are divided by it
    bool bright = true;
    bool dark = true;
    int largest = 0; ///< px of the plane, longer side of a spot's box
};

/// One piece of dirt, or what looks like it.
struct Spot {
    std::vector<cv::Point> pixels;
    cv::Rect box;
    bool bright = true;
    float strength = 0; ///< highest score of its pixels, in standard deviations
};

/// What is left of a frame when its neighbours explain it: how far each pixel stands out from all
/// of them, in standard deviations of grain and of what goes on around it.
struct Score {
    /// CV_8U: kZero + kStep · score, for brighter and for darker than the neighbours.
    cv::Mat bright, dark;
    /// The same over a wider place (half the size), where faint dirt shows.
    cv::Mat wide_bright, wide_dark;

    static constexpr int kZero = 64;
    static constexpr int kStep = 12;
};

/// `others`: neighbours as seen from the frame and matched in brightness, two or four, nearest
/// first. All CV_8U of one size.
[[nodiscard]] Score score_of(const cv::Mat& plane, const std::vector<cv::Mat>& others,
                             const NoiseCurve& noise);

/// Connected places that stand out enough. `protect`: CV_8U, not 0 where nothing may be found;
/// may be empty.
[[nodiscard]] std::vector<Spot> spots_in(const Score& score, const Search& search,
                                         const cv::Mat& protect);

} // namespace kinovar::steps::dust
