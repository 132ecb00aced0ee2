#pragma once

#include "core/colour/colour_spec.h"

#include <span>

namespace kinovar {

/// Transfer characteristics of ITU-T H.273 (07/2021), table 3, between the encoded signal E' and
/// light L, both per channel and normalised: 1 is the signal's nominal peak and the light that
/// gives it.
///
/// - BT.709, SMPTE 170M, BT.2020, xvYCC, SMPTE 240M, BT.1361, the logarithmic ones: the camera's
///   curve, L is scene light. One curve (H.273's exact constants) serves the first four.
/// - Gamma 2.2 and 2.8, sRGB (IEC 61966-2-1): L is display light.
/// - PQ (SMPTE ST 2084): L = 1 is 10 000 cd/m² of display light. E' beyond ±1 counts as ±1.
/// - SMPTE ST 428-1: L = 1 is 48 cd/m² (E' = (48·L / 52.37)^(1/2.6)).
/// - HLG (ARIB STD-B67): L is scene light, 1 at E' = 1; no system gamma.
/// - Unspecified counts as BT.709; resolve the ColourSpec first where that is not wanted.
///
/// Negative values follow by symmetry, f(−x) = −f(x); only BT.1361 has a negative part of its own.
/// The logarithmic curves have no inverse at E' = 0, where L is taken as 0. Accurate to a few units
/// in the last place of float (PQ: relative 1e-5 of light). Pure functions, thread-safe.
[[nodiscard]] float linear_from_encoded(Transfer transfer, float encoded);
[[nodiscard]] float encoded_from_linear(Transfer transfer, float linear);

/// The same over many values in place; much faster than one by one.
void linearise(Transfer transfer, std::span<float> values);
void encode(Transfer transfer, std::span<float> values);

} // namespace kinovar
