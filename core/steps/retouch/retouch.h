#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"
#include "core/steps/retouch/fix.h"

#include <string>
#include <vector>

namespace kinovar::steps {

/// The step `retouch`: repairs by hand. Without fixes it changes nothing.
struct RetouchOptions {
    std::string fixes; ///< a file of fixes or its text (retouch::read_fixes); empty: none
    /// Chains of other takes that fixes take pixels from: {"<take>": <chain as in presets>};
    /// projects fill it in.
    std::string takes;
    /// Frames of the reel that fixes were made for; 0: not known. Another number coming in is an
    /// error: a step before this one renumbers frames.
    std::int64_t frames = 0;
    static const FieldList<RetouchOptions>& fields();
};
[[nodiscard]] pipeline::StepType retouch_step_type();

/// How a fix fares over the frames of its life.
struct FixConfidence {
    std::int64_t frame = 0;
    double confidence = 1; ///< 0 to 1
    bool drawn = true;     ///< false: left out at that frame
    std::string text;      ///< why, or from where it was filled; may be empty
};
/// Of the fix `id` (Fix::id) of a step with these options over a chain; frames of its life inside
/// first to last. What the confidence strip shows. Progress and stop by the job.
[[nodiscard]] Result<std::vector<FixConfidence>>
fix_confidence(const RetouchOptions& options, const pipeline::ClipPtr& input,
               const pipeline::Surroundings& around, std::int64_t id, std::int64_t first,
               std::int64_t last, Job& job);

/// Where a fix lies at a frame, for drawing its outline over the picture.
struct FixPlace {
    std::array<double, 6> to_now{1, 0, 0, 0, 1, 0}; ///< row-major 2 × 3, shares of the picture
    double confidence = 1;
    bool lost = false;
};
[[nodiscard]] Result<FixPlace> fix_place(const retouch::Fix& fix, const pipeline::ClipPtr& input,
                                         std::int64_t frame, const pipeline::Pull& pull);

/// The box of a fix's area in shares of the picture, about whose middle poses turn and scale: left,
/// top, right, bottom. The whole picture where it has no area.
[[nodiscard]] std::array<double, 4> fix_box(const retouch::Fix& fix);

/// Fix::anchor of a fix that was just drawn on a picture that goes into the step.
[[nodiscard]] Result<retouch::Anchor> fix_anchor(const retouch::Fix& fix, const Frame& picture);

} // namespace kinovar::steps
