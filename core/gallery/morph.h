#pragma once

// Private to core/gallery.

#include "core/gallery/shape.h"
#include "core/gallery/tone.h"

namespace kinovar::gallery {

/// One of the two pictures of a passage, at its moment.
struct MorphSide {
    FramePtr picture;
    Shape shape;                            ///< as in that picture
    const portrait::Matte* matte = nullptr; ///< of the still
    Tone tone;                              ///< of the still
};

/// The passage from a to b at `progress` 0 (a itself) … 1 (b itself). Both pictures are warped to a
/// shape in between and dissolved: what is coarse slowly, what is fine in a short time around the
/// middle, so that two sets of lines are not seen at once; where only one of the two has the person
/// also quickly. Light and colour of each go towards those of the other. Deterministic.
[[nodiscard]] Result<FramePtr> morph(const MorphSide& a, const MorphSide& b, double progress);

} // namespace kinovar::gallery
