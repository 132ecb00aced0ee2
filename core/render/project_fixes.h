#pragma once

#include "core/pipeline/chain.h"
#include "core/project/document.h"
#include "core/steps/retouch/fix.h"

#include <span>
#include <vector>

namespace kinovar::render {

/// The fixes of a take in the order in which they lie upon each other (by id), those that are
/// switched off left out. Errors: a row that is damaged.
[[nodiscard]] Result<std::vector<retouch::FixPtr>> fixes_of(const project::Document& document,
                                                            project::Id take);

/// A chain as it is built for a take (0: none) of a shot: its `retouch` steps are told the take's
/// fixes, the chains of other takes that those take pixels from (each told its own), and how many
/// frames the reel has. `chain` comes back as it is where nothing is repaired. Errors: takes that
/// take pixels from each other in a circle, and take ids that are gone are left to the step.
[[nodiscard]] Result<pipeline::Chain> with_fixes(pipeline::Chain chain,
                                                 const project::Document& document,
                                                 project::Id shot, project::Id take);

/// A chain with all that a project's rows say about it (with_hints, with_fixes), for the frames of
/// a shot. `take`: whose fixes; 0: none.
[[nodiscard]] Result<pipeline::Chain> told_chain(pipeline::Chain chain,
                                                 const project::Document& document,
                                                 project::Id shot, project::Id take);

/// The row of a fix, with the id that it has (0: a new one).
[[nodiscard]] project::Fix row_of(const retouch::Fix& fix, project::Id take);

/// The edit that adds fixes to a take of a shot (0: its pick; where it has none, a new take that
/// becomes the pick) and, where it is missing, the step `retouch` to the chain that makes it.
/// Errors: frames that the shot does not have.
[[nodiscard]] Result<project::Edit> add_fixes(const project::Document& document, project::Id shot,
                                              project::Id take,
                                              std::span<const pipeline::StepType> types,
                                              const std::vector<retouch::FixPtr>& fixes);

/// Makes ready in an edit what fixes of a take need: the take itself (0: a new one, which becomes
/// the shot's pick) and the step `retouch` in the chain that makes it. The take's id.
[[nodiscard]] project::Id take_for_fixes(project::EditBuilder& builder,
                                         const project::Document& document,
                                         const project::Shot& shot, project::Id take,
                                         std::span<const pipeline::StepType> types);

/// A chain with an enabled step `retouch`: itself if it has one, else with one at its usual place.
[[nodiscard]] pipeline::Chain with_retouch(pipeline::Chain chain,
                                           std::span<const pipeline::StepType> types);

inline constexpr const char* kRetouchStep = "retouch";

} // namespace kinovar::render
