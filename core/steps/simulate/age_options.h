#pragma once

#include "core/base/fields.h"

#include <cstdint>

namespace kinovar::steps::simulate {

/// Lengths in pixels are meant for a picture of this height and grow with it.
inline constexpr double kReferenceLines = 480;

/// What the ageing simulator does to a film.
struct AgeOptions {
    std::int64_t seed = 1; ///< another seed, another reel
    double strength = 1;   ///< of all effects: 0 leaves the picture as it is

    bool dust = true;    ///< dust, dirt, hair, lint and stains on single frames
    bool scratch = true; ///< persistent near-vertical lines
    bool flicker = true; ///< exposure from frame to frame
    bool weave = true;   ///< unsteady position
    bool grain = true;
    bool blur = true;
    bool splice = true; ///< jumps with a bright edge

    bool keep_colour = false; ///< off: the film becomes black and white

    // Multipliers of `strength`, effect by effect.
    double dust_amount = 1;
    double scratch_amount = 1;
    double flicker_amount = 1;
    double weave_amount = 1;
    double grain_amount = 1;
    double blur_amount = 1;
    double splice_amount = 1;

    static const FieldList<AgeOptions>& fields();

    /// Fails where a value is out of its range.
    [[nodiscard]] Status check() const;
};

/// Strength of each effect after switch, strength and amount: 0 is off, 1 the usual damage.
struct EffectLevels {
    double dust = 0, scratch = 0, flicker = 0, weave = 0, grain = 0, blur = 0, splice = 0;

    explicit EffectLevels(const AgeOptions& options);
    [[nodiscard]] bool none() const;
};

} // namespace kinovar::steps::simulate
