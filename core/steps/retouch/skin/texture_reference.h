#pragma once

#include "core/steps/retouch/canvas.h"
#include "core/steps/retouch/skin/missing.h"

#include <opencv2/core.hpp>

#include <optional>
#include <string>

// Private to core/steps/retouch. All functions throw cv::Exception as OpenCV does.
namespace kinovar::retouch {

/// Texture to take, as it lies in a box of the picture that is mended.
struct TextureReference {
    TextureLevels levels; ///< of the reference
    cv::Mat real;         ///< its finest texture there, CV_32F, 8-bit levels; empty: none
    cv::Mat sure;         ///< CV_32F, 0 to 1: how far that is what lies there
    Origin origin = Origin::Hand;
    std::string note;
};

/// None: the fix names none (the same place of the same picture). `box`: in task.picture; `share`:
/// CV_32F of its size, what the fix covers.
[[nodiscard]] Result<std::optional<TextureReference>>
reference_of(const Texture& texture, const Task& task, const cv::Rect& box, const cv::Mat& share);

/// The picture `there` as it looks from `here`, in the part `box` of it; both CV_32F lumas of one
/// size, 8-bit levels. `sure`: CV_32F, 0 where it is hidden there or moved otherwise.
struct Moved {
    cv::Mat luma;
    cv::Mat sure;
};
[[nodiscard]] Moved moved_here(const cv::Mat& here, const cv::Mat& there, const cv::Rect& box);

/// How the surface below a fix lies.
[[nodiscard]] Surface surface_of(const Placement& placement);

} // namespace kinovar::retouch
