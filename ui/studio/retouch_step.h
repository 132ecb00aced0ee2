#pragma once

#include "core/pipeline/chain.h"
#include "core/steps/retouch/retouch.h"

namespace kinovar::ui {

class Studio;

/// The step `retouch` of the chain that is worked on as it would be built: what it is told, what
/// goes into it, and what it may look at. Where the chain has none, the one that the first fix
/// brings.
struct RetouchStep {
    pipeline::Chain chain; ///< up to and with the step, told hints and fixes
    steps::RetouchOptions options;
    pipeline::Surroundings around; ///< the last stage goes into the step
    [[nodiscard]] const pipeline::ClipPtr& input() const { return around.stages.back().clip; }
    /// What a source takes its pixels from; its frames are not shifted. NotFound: it is gone.
    [[nodiscard]] Result<pipeline::ClipPtr> clip_of(const Studio& studio,
                                                    const retouch::Source& source) const;
};
[[nodiscard]] Result<RetouchStep> retouch_step_of(const Studio& studio);
/// RetouchStep::input() alone, which costs nothing however many fixes there are.
[[nodiscard]] Result<pipeline::ClipPtr> retouch_input_of(const Studio& studio);

/// Place of the enabled step `retouch` in a chain; −1: none.
[[nodiscard]] int retouch_step_at(const pipeline::Chain& chain);

} // namespace kinovar::ui
