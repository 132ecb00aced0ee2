#pragma once

#include "core/steps/retouch/fill/hole.h"

#include <stop_token>

namespace kinovar::retouch {

/// Ways to make up what is in a hole. Pixels are CV_32FC3 of Hole::where's size, outside of the
/// mask the picture's own; empty: stopped, or it cannot be done. All throw cv::Exception and are
/// deterministic.

/// The best place near, healed in; the membrane alone where there is none.
[[nodiscard]] cv::Mat fill_by_healing(const cv::Mat& picture, const Hole& hole);
/// Pieces of what lies around, patch by patch.
[[nodiscard]] cv::Mat fill_by_patches(const cv::Mat& picture, const Hole& hole,
                                      const std::stop_token& stop);
/// Frequencies of what lies around, carried on (J. Seiler, A. Kaup, "Complex-valued frequency
/// selective extrapolation for fast image and video signal extrapolation", IEEE SPL 2010).
[[nodiscard]] cv::Mat fill_by_frequencies(const cv::Mat& picture, const Hole& hole);

/// What was made up for a hole.
struct Invented {
    cv::Mat pixels;    ///< as above; empty: stopped
    bool poor = false; ///< the hole is larger than what its surroundings can tell
};
/// By the way that suits the hole best.
[[nodiscard]] Invented invent_from_surroundings(const cv::Mat& picture, const Hole& hole,
                                                const std::stop_token& stop);

} // namespace kinovar::retouch
