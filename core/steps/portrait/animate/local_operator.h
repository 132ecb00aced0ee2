#pragma once

// Private to core/steps/portrait/animate.

#include "core/image/frame.h"
#include "core/steps/portrait/face/face.h"
#include "core/steps/portrait/motion/motion.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace kinovar::portrait {

/// Pixels of a picture: left, top, width, height.
struct PixelRect {
    int x = 0, y = 0, width = 0, height = 0;
};

/// A part of an output picture while it is made: where each pixel is taken from, and what is laid
/// over it. Row-major.
struct LocalPixels {
    PixelRect place;       ///< in the output
    std::vector<float> sx; ///< place in the still, px, after the head's warp; operators change it
    std::vector<float> sy;
    std::vector<float> gain;  ///< light: factor on the pixel taken; 1
    std::vector<float> cover; ///< 0–1: how much of the colour below lies over it; 0
    std::vector<float> red;   ///< encoded range 0–1
    std::vector<float> green;
    std::vector<float> blue;
    std::vector<float>
        grain; ///< 0–1: how much of the photo's grain is added (to what is smooth); 0

    [[nodiscard]] std::size_t size() const { return sx.size(); }
};

/// Lids, gaze or mouth of one face: works in coordinates of the still (sx, sy), so that it needs to
/// know nothing of the head's motion. Thread-safe.
class LocalOperator {
public:
    virtual ~LocalOperator() = default;
    /// The part of the still in which it changes anything.
    [[nodiscard]] virtual PixelRect reach() const = 0;
    [[nodiscard]] virtual bool acts(const FaceMotion& motion) const = 0;
    virtual void apply(const FaceMotion& motion, LocalPixels& pixels) const = 0;
};

/// Lids and gaze of the eye at the picture's left (0) or right (1).
[[nodiscard]] std::unique_ptr<const LocalOperator> make_eye_operator(const Frame& still,
                                                                     const Face& face, int eye);
/// `teeth`: see AnimatorOptions.
[[nodiscard]] std::unique_ptr<const LocalOperator>
make_mouth_operator(const Frame& still, const Face& face, bool teeth);

} // namespace kinovar::portrait
