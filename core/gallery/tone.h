#pragma once

// Private to core/gallery.

#include "core/image/frame.h"
#include "core/steps/portrait/face/face.h"

#include <array>

namespace kinovar::gallery {

/// Light and colour of a person, in encoded values.
struct Tone {
    float mean = 0.5F;     ///< of luma
    float contrast = 0.2F; ///< standard deviation of luma
    float colour = 0;      ///< mean strength of colour: distance from grey; 0: black-and-white
};

[[nodiscard]] Tone tone_of(const Frame& picture, const portrait::Matte& matte);

/// An affine change of colours: rows for R, G, B; columns for R, G, B, 1.
using ColourChange = std::array<std::array<float, 4>, 3>;

/// What brings a picture of tone `own` the way to `other`: 0 changes nothing, 1 gives it that light
/// and contrast, and takes its colour away where the other has none. No colour is added.
[[nodiscard]] ColourChange towards(const Tone& own, const Tone& other, float way,
                                   const Frame& picture);

} // namespace kinovar::gallery
