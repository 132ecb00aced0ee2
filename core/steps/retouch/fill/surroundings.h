#pragma once

#include "core/steps/retouch/fill/hole.h"

#include <stop_token>

namespace kinovar::retouch {

/// What was made up for a hole.
struct Invented {
    cv::Mat pixels;    ///< CV_32FC3 of Hole::where's size; outside of the mask the picture's
    bool poor = false; ///< the hole is larger than what its surroundings can tell
};

/// Fills a hole from what lies around it: a small one on an even ground is healed, others are put
/// together of pieces. Deterministic. Empty pixels: stopped. Throws cv::Exception.
[[nodiscard]] Invented invent_from_surroundings(const cv::Mat& picture, const Hole& hole,
                                                const std::stop_token& stop);

} // namespace kinovar::retouch
