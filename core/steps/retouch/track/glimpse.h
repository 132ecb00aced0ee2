#pragma once

#include "core/steps/retouch/track/affine.h"
#include "core/steps/retouch/track/work_pictures.h"

// Small pictures of the place that is followed. All functions throw cv::Exception as OpenCV does.
namespace kinovar::retouch {

/// Where a glimpse is sampled: evenly over a window of the frame where following begins.
struct PatchGrid {
    static constexpr int kMostSide = 56; ///< samples

    cv::Rect2d window;  ///< px
    cv::Size size;      ///< samples
    double spacing = 1; ///< px between two of them

    [[nodiscard]] static PatchGrid over(const cv::Rect2d& window);
    /// Twice as coarse, and `margin` samples wider on each side.
    [[nodiscard]] PatchGrid coarse(int margin) const;
    /// From samples to pixels of the frame where following begins.
    [[nodiscard]] Affine to_picture() const;
    [[nodiscard]] cv::Point2d centre() const {
        return {window.x + window.width / 2, window.y + window.height / 2};
    }
};

struct Glimpse {
    cv::Mat values; ///< CV_32F, 8-bit levels
    cv::Mat seen;   ///< CV_32F: 1 inside of the picture, else 0; or how much a sample counts
};
/// `pose`: from the frame where following begins to this picture.
[[nodiscard]] Glimpse glimpse_of(const WorkPicture& picture, const PatchGrid& grid,
                                 const Affine& pose);

/// How much a place counts where `box` is what is followed: 1 inside of it, little beside it, 0
/// to 1.
[[nodiscard]] double focus_at(const cv::Point2d& at, const cv::Rect2d& box);
/// The same for the samples of a grid: CV_32F.
[[nodiscard]] cv::Mat focus_map(const PatchGrid& grid, const cv::Rect2d& box);

/// How alike two glimpses are, whatever the light: normalised correlation.
struct Likeness {
    double all = 0;   ///< of the whole, −1 to 1
    double parts = 0; ///< share of its parts with any structure that are alike, 0 to 1
    double worst = 0; ///< correlation of the least alike of them
    double seen = 0;  ///< share of the first inside of both pictures
};
[[nodiscard]] Likeness likeness(const Glimpse& a, const Glimpse& b);

/// Whether there is structure in both directions, more than grain would make.
[[nodiscard]] bool has_structure(const Glimpse& glimpse);

} // namespace kinovar::retouch
