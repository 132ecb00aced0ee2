#pragma once

// Private to core/steps/portrait/animate.

#include "core/steps/portrait/animate/feature_axes.h"
#include "core/steps/portrait/animate/still_patch.h"
#include "core/steps/portrait/animate/tone.h"

namespace kinovar::portrait {

/// Form and colours of a mouth in the still. Lengths in widths of the mouth (FeatureAxes) unless
/// said otherwise.
struct MouthShape {
    FeatureAxes axes;
    Profile upper; ///< inner edge of the upper lip; the line between the lips where they are shut
    Profile lower;
    Profile bite; ///< dark row between the source's upper and lower teeth, 0–1 of the opening
    float bite_depth = 0; ///< 0–1: how dark that row is beside the teeth
    bool open = false;    ///< the still shows what is between the lips
    float gap = 0;        ///< between the lips, in face widths
    float nose = 0;       ///< base of the nose
    float chin = 0;
    float face_width = 0; ///< in widths of the mouth
    float teeth = 0;      ///< 0–1: how well drawn teeth would be seen (a moustache hides them)

    Rgb cavity;
    Rgb tongue;
    Rgb tooth;
    Tone tone;

    [[nodiscard]] bool sound() const;
};

[[nodiscard]] MouthShape mouth_shape(const Face& face, const StillPatch& patch);

} // namespace kinovar::portrait
