#pragma once

// Private to core/steps/portrait/animate.

#include "core/steps/portrait/animate/lid_shape.h"
#include "core/steps/portrait/animate/local_operator.h"

namespace kinovar::portrait {

/// Turns the iris of one eye within its opening. The light's reflection on the cornea goes only
/// part of the way with it: the cornea is a mirror that turns, the lamp stays where it is.
class Gaze {
public:
    Gaze() = default;
    Gaze(const LidShape& lid, const Iris& iris, const StillPatch& patch);

    /// Displacement of the iris, px, for a wish in iris radii (to the right, down): limited to what
    /// the opening has room for.
    [[nodiscard]] Point2 displacement(float right, float down) const;
    /// Where a place of the eyeball comes from, both in px of the still; kept within the opening.
    [[nodiscard]] Point2 source(Point2 place, Point2 displacement) const;
    /// Puts the reflection back towards its place; `source`: what source() gave for `place`.
    void lay_over(Point2 place, Point2 source, LocalPixels& pixels, std::size_t i) const;
    [[nodiscard]] float radius() const { return iris_.radius; } ///< px

private:
    void find_reflection(const StillPatch& patch);
    void fill_beneath(const StillPatch& patch);
    [[nodiscard]] bool in_opening(Point2 place) const;

    const LidShape* lid_ = nullptr;
    Iris iris_;
    StillPatch seen_;       ///< the iris with its reflection
    StillPatch beneath_;    ///< the iris without it
    StillPatch reflection_; ///< 0–1 in every channel: how much of a pixel is reflection
};

} // namespace kinovar::portrait
