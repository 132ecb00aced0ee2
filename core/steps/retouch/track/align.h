#pragma once

#include "core/steps/retouch/track/glimpse.h"

#include <optional>

namespace kinovar::retouch {

/// Brings a pose to where a picture looks like a glimpse: inverse compositional Gauss-Newton over
/// all affine maps with gain and offset of light (Baker, Matthews, "Lucas-Kanade 20 years on", IJCV
/// 2004), samples that do not fit weighted down (Geman-McClure), so that what is partly hidden does
/// not pull. Made ready once a glimpse. Thread-safe.
class Aligner {
public:
    Aligner(PatchGrid grid, Glimpse glimpse);

    /// Nothing where it does not converge near `start`. Throws cv::Exception.
    [[nodiscard]] std::optional<Affine> align(const WorkPicture& picture,
                                              const Affine& start) const;
    [[nodiscard]] const Glimpse& glimpse() const { return glimpse_; }
    [[nodiscard]] const PatchGrid& grid() const { return grid_; }

private:
    /// The map of samples that brings the patch closer to what is there by one round; `left` is
    /// what lies between them.
    [[nodiscard]] std::optional<Affine> improvement(const cv::Mat& left,
                                                    const cv::Mat& weight) const;

    PatchGrid grid_;
    Glimpse glimpse_;
    cv::Mat slope_x_, slope_y_;
    double counting_ = 0; ///< sum of what its samples count
};

/// The farthest that a corner of the window lies apart under two poses, px.
[[nodiscard]] double apart(const PatchGrid& grid, const Affine& a, const Affine& b);

} // namespace kinovar::retouch
