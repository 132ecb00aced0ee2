#pragma once

#include "core/steps/timing/cadence.h"

#include <optional>

namespace kinovar::steps {

/// What is known beforehand of the cadence.
struct CadenceWish {
    std::optional<CadenceKind> kind; ///< none: any
    std::optional<Rational> rate;    ///< of the original; none: any
};

/// Finds how a film was brought to its rate, from stretches of frames all over it (about 200; read
/// once, kept by pipeline::analyses()). NotFound where no pattern shows, with a hint.
[[nodiscard]] Result<Cadence> find_cadence(const pipeline::ClipPtr& clip, const CadenceWish& wish,
                                           const pipeline::Pull& pull);

/// in/out of two rates; nothing where they make no simple pattern, or `to` is not below `from`.
[[nodiscard]] std::optional<Cadence> cadence_between(Rational from, Rational to, CadenceKind kind);

} // namespace kinovar::steps
