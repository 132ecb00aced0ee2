#pragma once

#include "core/steps/colourise/engine/ab_colour.h"

#include <array>

// A colour film as three dyes over each other that have faded each by itself.
namespace kinovar::colourise {

/// Of cyan, magenta, yellow. Amounts of dye: equal ones look neutral, and n of each have density n.
using Dyes = std::array<double, 3>;

/// Light through a film (linear R, G, B; 1: through nothing) as dyes, and back. Each dye also takes
/// away a little of the light that is another's ("unwanted absorption"):
///
///     density (−log10 of light) = A · dyes,   A = | .926 .065 .009 |
///                                                 | .143 .794 .063 |
///                                                 | .076 .167 .757 |
///
/// The rows are for red, green and blue light. The numbers are of the size that data sheets of
/// chromogenic print stocks show; they belong to no particular one. Light below 0.1 % counts as
/// that.
[[nodiscard]] Dyes dyes_of_light(const std::array<double, 3>& light);
[[nodiscard]] std::array<double, 3> light_of_dyes(const Dyes& dyes);

/// What time did to a film: of each dye that share is lost, and a stain has come.
struct DyeFade {
    Dyes lost{};       ///< 0 to 1
    Dyes stain{};      ///< density that the clear base has, in dyes
    double darker = 1; ///< what the remaining image's density is to be multiplied with, ≥ 1
    std::array<double, 3>
        black{}; ///< linear light that the revived film's blacks still let through
    friend bool operator==(const DyeFade&, const DyeFade&) = default;
};

/// Dyes of the film as it was made, of those it has now; no dye comes back more than fourfold,
/// since grain comes back with it.
[[nodiscard]] Dyes revived(const DyeFade& fade, const Dyes& now);

/// The light through the film as it was made, of the light through it now; black is 0.
[[nodiscard]] std::array<double, 3> revived_light(const DyeFade& fade,
                                                  const std::array<double, 3>& now);

} // namespace kinovar::colourise
