#pragma once

#include <opencv2/core.hpp>

#include <vector>

namespace kinovar::steps {

struct DamageSearch {
    double sensitivity = 0.5; ///< 0–1: how faint a crack may be
    /// Places in which only cracks that come from outside are mended: eyes with their brows,
    /// mouths.
    std::vector<cv::Rect> delicate;
    /// Places of these into which no crack is followed: the eyes and lips themselves.
    std::vector<cv::Rect> features;
};

/// What is broken in a print.
struct PhotoDamage {
    cv::Mat mask;         ///< CV_8UC1, 255: damaged
    double length = 0;    ///< of all cracks together, in diagonals of the picture
    double narrow = 0;    ///< px across cracks, at most; tears and corners are wider
    bool damaged = false; ///< so long that the print is cracked, not the scene lined
};

/// Looks for bright lines that have the same picture on both of their sides (C. Steger, "An
/// unbiased detector of curvilinear structures", PAMI 1998) in places that have no dark lines of
/// that strength as well: hair, cloth and writing have both, cracks bare the white of the paper
/// only. Bright specks and missing corners count once there are such cracks. `picture`: CV_32FC3,
/// encoded RGB. The mask is empty (all 0) where the print is not damaged.
[[nodiscard]] PhotoDamage find_damage(const cv::Mat& picture, const DamageSearch& search);

} // namespace kinovar::steps
