#pragma once

#include "core/base/job.h"
#include "core/pipeline/step.h"
#include "core/project/document.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace kinovar::render {

/// How a fix of a project fares over its life.
struct FixCheck {
    project::Id id = 0;
    std::int64_t frames = 0; ///< of its life
    std::int64_t drawn = 0;  ///< at how many of them it is drawn
    std::int64_t worst = 0;  ///< the frame to look at first
    double confidence = 1;   ///< there
    std::string text;        ///< what is to be said there; empty: nothing
};

/// Follows the fixes of a take that are switched on through their frames. Opens the reel's media.
/// Blocks, and the document must not change meanwhile.
[[nodiscard]] Result<std::vector<FixCheck>> check_fixes(std::span<const pipeline::StepType> types,
                                                        const project::Document& document,
                                                        project::Id shot, project::Id take,
                                                        Job& job);

} // namespace kinovar::render
