#pragma once

#include "core/steps/colourise/engine/colouriser.h"
#include "core/steps/colourise/time/route.h"

// Pictures of colours moved along routes. All throw cv::Exception as OpenCV does.
namespace kinovar::colourise {

/// The light that colours of a size are carried by: CV_8U, without grain.
[[nodiscard]] cv::Mat light_of(const MotionPicture& picture, const cv::Size& size);

/// The colours of a key as they are seen from another frame, with how sure they are there: how sure
/// they were, whether the way there and back ends where it began, whether light is alike.
[[nodiscard]] Chroma seen_along(const Route& route, const Chroma& key, const MotionPicture& here,
                                const MotionPicture& there);

/// How far the two ways there are apart, which is how exactly places are known: CV_32F of `size`,
/// 0 (the same) to 1.
[[nodiscard]] cv::Mat doubt_of(const Route& route, const cv::Size& size);

/// Both by how sure they are and how near: `share` of the way from the first to the second.
[[nodiscard]] Chroma blended(const Chroma& first, const Chroma& second, float share);

} // namespace kinovar::colourise
