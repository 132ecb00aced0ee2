#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"
#include "core/steps/colourise/hints.h"

#include <string>
#include <vector>

namespace kinovar::steps {

/// What colours unless the user names something else.
inline constexpr const char* kDefaultColouriser = "blend";

/// The step `colourise`: colour by human hand. Luma stays that of the input.
struct ColouriseOptions {
    /// A HintSet: a file of hints or its JSON text; empty: none. Frames count from the first one
    /// that comes into the step.
    std::string hints;
    std::string model = kDefaultColouriser; ///< as make_colouriser()
    std::string carry = "keys";  ///< "keys": frames with hints or references are coloured and
                                 ///< carried through the shot; "frames": each by its hints
    double calm = 0.5;           ///< 0 to 1: chroma filter along motion
    double saturation = 1;       ///< 0 to 2
    double limit = 0.15;         ///< confidence below which nothing is guessed
    std::string unsure = "grey"; ///< "grey": stays without colour; "fill": takes what is likely
    static const FieldList<ColouriseOptions>& fields();
};

[[nodiscard]] pipeline::StepType colourise_step_type();

/// Whether a model gives colours where nobody said any. Errors: as of loading it.
[[nodiscard]] Result<bool> colours_unasked(const std::string& model);

/// How sure the colours of a frame are.
struct ColourConfidence {
    double mean = 0;  ///< over the picture, 0 to 1
    double below = 1; ///< share of the picture below the step's limit
};
/// Of the frames first to last of a clip that the step made of `input`: what the confidence strip
/// shows, what the flags come from. Frames of which nobody says anything are not sure at all.
/// Progress and stop by the job.
[[nodiscard]] Result<std::vector<ColourConfidence>>
colour_confidence(const ColouriseOptions& options, const pipeline::ClipPtr& input,
                  std::int64_t first, std::int64_t last, Job& job);

} // namespace kinovar::steps
