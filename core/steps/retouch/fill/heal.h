#pragma once

#include "core/steps/retouch/fill/hole.h"

#include <optional>

// Healing: pixels of another place in the light of the new one (P. Pérez, M. Gangnet, A. Blake,
// "Poisson image editing", SIGGRAPH 2003). Pixels are CV_32FC3. All throw cv::Exception.
namespace kinovar::retouch {

/// How far around a hole its border is compared and brought to the same light, px.
inline constexpr int kHealRing = 5;

/// `source` with the difference to `picture` at the mask's border added, spread over the mask as a
/// membrane. The difference is smoothed along the border first: grain must not leak in. All of one
/// size; outside of the mask the picture itself.
[[nodiscard]] cv::Mat healed(const cv::Mat& picture, const cv::Mat& source, const cv::Mat& mask);

/// How badly a source fits at the mask's border: what of the difference is shape, beside what is
/// grain and light. Below about 1 they are alike; an edge that does not go on gives more.
[[nodiscard]] double heal_misfit(const cv::Mat& picture, const cv::Mat& source,
                                 const cv::Mat& mask);

/// From the hole to the place near it whose surroundings look most like the hole's own, their
/// light mostly left aside; nothing where there is no whole place near. The same for the same
/// picture.
[[nodiscard]] std::optional<cv::Point> heal_offset(const cv::Mat& picture, const Hole& hole);

} // namespace kinovar::retouch
