#pragma once

#include "core/image/frame.h"
#include "core/steps/portrait/face/face.h"
#include "core/steps/portrait/motion/motion.h"

#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace kinovar::portrait {

struct AnimatorOptions {
    bool teeth = false;  ///< lets a closed mouth be opened with teeth that were not in the picture
    double parallax = 0; ///< 0–1: background shifts a little against the head
    bool keep_grain = true; ///< the photo's grain stays where it is instead of moving with the face
};

/// A still whose faces can be moved: a mesh-driven 2.5-D elastic warp of the picture with operators
/// of their own for lids, gaze and mouth. What no motion reaches stays the still's pixels bit for
/// bit; a motion of nothing gives the still itself. Thread-safe after prepare().
class Animator {
public:
    virtual ~Animator() = default;

    /// `faces`: numbers in the analysis. Takes 0.1–1 s. Errors: no such face, faces whose fields
    /// meet.
    [[nodiscard]] static Result<std::unique_ptr<const Animator>>
    prepare(FramePtr still, const PortraitAnalysis& analysis, const std::vector<int>& faces,
            const AnimatorOptions& options, std::stop_token stop);

    /// One motion a face, in the order of `faces`. Same size and colour as the still; the origin
    /// plane tells pixels that were made up (lids, inside of the mouth) from those that were moved.
    /// Deterministic.
    [[nodiscard]] virtual FramePtr render(std::span<const FaceMotion> motions) const = 0;

    /// Where places of the still have gone: heads and expressions move them, lids and gaze do not.
    [[nodiscard]] virtual std::vector<Point2> moved(std::span<const FaceMotion> motions,
                                                    std::span<const Point2> places) const = 0;

    /// 255 where some motion may change a pixel, row-major, size of the still.
    [[nodiscard]] virtual std::vector<std::uint8_t> support() const = 0;
};

} // namespace kinovar::portrait
