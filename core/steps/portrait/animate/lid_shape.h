#pragma once

// Private to core/steps/portrait/animate.

#include "core/steps/portrait/animate/face_light.h"
#include "core/steps/portrait/animate/feature_axes.h"
#include "core/steps/portrait/animate/still_patch.h"
#include "core/steps/portrait/animate/tone.h"

namespace kinovar::portrait {

/// A colour a column of an eye.
struct ColourProfile {
    Profile r, g, b;
    [[nodiscard]] Rgb operator()(float u) const { return {r(u), g(u), b(u)}; }
};

/// Form and colours of the lids of one eye in the still; axes and lengths of FeatureAxes (widths of
/// the eye).
struct LidShape {
    FeatureAxes axes;
    Profile upper; ///< margin of the upper lid
    Profile lower;
    Profile fixed;    ///< above this line nothing moves
    Profile below;    ///< below this line nothing moves
    Profile band;     ///< height of the lashes above the margin: they move without being stretched
    float aspect = 0; ///< mean opening
    float centre_v = 0;

    bool behind_lens = false; ///< of spectacles

    ColourProfile lid; ///< skin of the lid beside the lashes
    ColourProfile top; ///< skin beneath the brow
    Rgb lash;
    FaceLight light;
    Tone tone;
    float crease = 0;       ///< height of the fold above the margin; 0: there is none
    float crease_depth = 0; ///< how much darker it is, 0–1

    /// 1: lashes, skin and eyeball share the same pixels … 0: the eye is sharp enough to tell them.
    [[nodiscard]] float few_pixels() const;
    [[nodiscard]] bool sound() const; ///< finite and with an opening that is worth closing
};

[[nodiscard]] LidShape lid_shape(const Frame& still, const Face& face, int eye,
                                 const StillPatch& patch);

} // namespace kinovar::portrait
