#pragma once

#include "core/steps/colourise/engine/guide.h"
#include "core/steps/colourise/engine/propagate.h"
#include "core/steps/colourise/engine/seeds.h"

#include <opencv2/core.hpp>

#include <vector>

namespace kinovar::colourise {

/// What can be known of a picture's colours without a network, at the guide's working size.
struct Candidates {
    cv::Mat painted; ///< blend_colouriser()
    cv::Mat likely;  ///< spread_by_likeness()
    Nearest nearest;
};

[[nodiscard]] Candidates candidates_of(const Guide& guide, const Seeds& seeds);

/// The planes of nn::HintPlane in C order, reduced to `size` (not larger than the working size).
[[nodiscard]] std::vector<float> hint_planes(const Guide& guide, const Seeds& seeds,
                                             const Candidates& candidates, const cv::Size& size);

/// nn::kHintNumbers of each seed, places in a picture of `size`; one of no strength where there is
/// none.
[[nodiscard]] std::vector<float> hint_numbers(const Guide& guide, const Seeds& seeds,
                                              const cv::Size& size);

} // namespace kinovar::colourise
