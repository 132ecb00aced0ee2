#pragma once

#include "core/steps/retouch/track/patch.h"

#include <optional>

namespace kinovar::retouch {

/// Brings a pose to where a picture looks like a patch: inverse compositional Gauss-Newton over all
/// affine maps with gain and offset of light (Baker, Matthews, "Lucas-Kanade 20 years on", IJCV
/// 2004), samples that do not fit weighted down (Geman-McClure), so that what is partly hidden does
/// not pull. Made ready once a patch. Thread-safe.
class Aligner {
public:
    Aligner(PatchGrid grid, Patch patch);

    /// Nothing where it does not converge near `start`. Throws cv::Exception.
    [[nodiscard]] std::optional<Affine> align(const WorkPicture& picture,
                                              const Affine& start) const;
    [[nodiscard]] const Patch& patch() const { return patch_; }
    [[nodiscard]] const PatchGrid& grid() const { return grid_; }

private:
    PatchGrid grid_;
    Patch patch_;
    cv::Mat slope_x_, slope_y_;
};

/// The farthest that a corner of the window lies apart under two poses, px.
[[nodiscard]] double apart(const PatchGrid& grid, const Affine& a, const Affine& b);

} // namespace kinovar::retouch
