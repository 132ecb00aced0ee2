#pragma once

#include "core/image/frame.h"
#include "core/steps/portrait/animate/local_operator.h"
#include "core/steps/portrait/face/face.h"

namespace kinovar::test {

/// A face drawn after the canonical one: skin lit from the left, white eyes with dark irises and a
/// reflection, shut lips.
struct DrawnFace {
    FramePtr still;
    portrait::Face face;
};

struct DrawnFaceLook {
    float width = 300;       ///< of the face, px
    bool monochrome = false; ///< sepia
    bool spectacles = false;
};
[[nodiscard]] DrawnFace drawn_face(const DrawnFaceLook& look);

/// Pixels of a part of a picture that nothing has moved yet.
[[nodiscard]] portrait::LocalPixels untouched(const portrait::PixelRect& place);
[[nodiscard]] bool same(const portrait::LocalPixels& a, const portrait::LocalPixels& b);
[[nodiscard]] bool finite(const portrait::LocalPixels& pixels);

} // namespace kinovar::test
