#pragma once

#include "core/image/frame.h"
#include "core/steps/measure/flow.h"
#include "core/steps/portrait/face/face.h"

#include <opencv2/core.hpp>

namespace kinovar::detect {

/// How much moves inside of a face from one frame to the next, beside what an affine movement of
/// the whole face explains: root mean square of what is left of the flow, face widths a frame. A
/// still that is moved about has next to none; lips, lids, cheeks and grain make some in every real
/// face. Thread-safe; may throw what OpenCV throws.
class MicroMotion {
public:
    [[nodiscard]] double between(const Frame& picture, const portrait::FaceMesh& mesh,
                                 const Frame& next) const;

private:
    steps::FlowFinder flow_{steps::FlowEffort::Careful};
};

/// How unlike each other the left and the right half of a face are, the head's turn undone: opening
/// of the eyes and places of the mouth's corners, face widths.
[[nodiscard]] double asymmetry_of(const portrait::FaceMesh& mesh);

/// The unit vector nearest to the median of descriptors, number by number.
[[nodiscard]] std::vector<float> median_descriptor(const std::vector<std::vector<float>>& all);

} // namespace kinovar::detect
