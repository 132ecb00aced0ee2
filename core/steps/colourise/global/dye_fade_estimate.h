#pragma once

#include "core/colour/transfer.h"
#include "core/steps/colourise/global/dye_model.h"

#include <span>
#include <vector>

namespace kinovar::colourise {

/// How the dyes of a shot are spread. Plain numbers, to be kept.
struct DyeSpread {
    Dyes most{};  ///< of each, all over the picture; what is nearly black counts as black
    Dyes light{}; ///< median where it is lightest
    std::array<double, 3> dark{}; ///< light (linear R, G, B) where the picture is darkest
    Dyes range{};                 ///< from the lowest to the highest tenth of all
    [[nodiscard]] std::vector<float> figures() const;
    [[nodiscard]] static DyeSpread from(std::span<const float> figures);
};

/// `samples`: encoded R'G'B' of a shot, at least one.
[[nodiscard]] DyeSpread spread_of(std::span<const Rgb> samples, Transfer transfer);

/// What happened to the film, for all we can see: prints that were kept in the dark lose cyan
/// first, then yellow, and keep their magenta, so that they turn red. A dye counts as lost as far
/// as two witnesses say so: the most that there is of it anywhere, since a sound film has places
/// with much of each dye whatever the scene, and its range over the whole picture; both beside
/// magenta. A scene of strange light (sunset, coloured lamps) has only one of the two, or none, and
/// is left alone; a stain of the base is believed only as far as cyan is lost. Other fading is to
/// be told by hand.
[[nodiscard]] DyeFade estimated_fade(const DyeSpread& spread);

/// Shares of dye that are lost are known; the stain is estimated.
[[nodiscard]] DyeFade fade_of_lost(const DyeSpread& spread, const Dyes& lost);

/// 0: nothing has happened; 1: as it is.
[[nodiscard]] DyeFade damped(const DyeFade& fade, double strength);

} // namespace kinovar::colourise
