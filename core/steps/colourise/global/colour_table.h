#pragma once

#include "core/colour/colour_spec.h"
#include "core/pipeline/clip.h"
#include "core/steps/colourise/engine/ab_colour.h"
#include "core/steps/enhance/lut.h"

#include <functional>
#include <memory>

// Changes that are the same all over a picture, as tables.
namespace kinovar::colourise {

/// What becomes of a colour: encoded R'G'B', 0 to 1, both ways.
using ColourMap = std::function<Rgb(const Rgb&)>;

/// The map as a cube whose tetrahedra reach a little beyond black and white; colours out there move
/// as the nearest inside. What is linear in R'G'B' is exact between the entries: a map that keeps
/// luma gives a table that does.
[[nodiscard]] std::shared_ptr<const steps::LutColours> table_of(const ColourMap& map);

/// The colour of that hue which has the luma (0 to 1) that is asked for: its numbers times a
/// factor, and nearer to grey where a screen could not show that.
[[nodiscard]] Rgb held_to_luma(const Rgb& colour, float luma, const LumaWeights& weights);

[[nodiscard]] float luma_of(const Rgb& colour, const LumaWeights& weights);

/// As luma_weights(Frame) of the clip's frames.
[[nodiscard]] LumaWeights luma_weights_of(const pipeline::ClipInfo& info);

/// The curve between signal and light of the clip's frames.
[[nodiscard]] Transfer transfer_of(const pipeline::ClipInfo& info);

} // namespace kinovar::colourise
