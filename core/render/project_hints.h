#pragma once

#include "core/pipeline/chain.h"
#include "core/project/document.h"
#include "core/steps/colourise/hints.h"

namespace kinovar::render {

/// The hints and references of a reel that say something about frames first to last, in the order
/// in which they were made. Errors: a row that is damaged.
[[nodiscard]] Result<colourise::HintSet> hints_of(const project::Document& document,
                                                  project::Id reel, std::int64_t first,
                                                  std::int64_t last);

/// A chain as it is built for a reel: its `colourise` steps are told the hints of the frames first
/// to last, in place of what their option said. A hint changes the chains of the shots it speaks
/// of, and no others. `chain` comes back as it is where no step colours or nothing is said.
[[nodiscard]] Result<pipeline::Chain> with_hints(pipeline::Chain chain,
                                                 const project::Document& document,
                                                 project::Id reel, std::int64_t first,
                                                 std::int64_t last);

/// The edit that adds hints and references to a reel; those that it has already are left out.
/// Errors: frames that the reel does not have.
[[nodiscard]] Result<project::Edit> add_hints(const project::Document& document, project::Id reel,
                                              const colourise::HintSet& set);

} // namespace kinovar::render
