#pragma once

#include "core/project/document.h"
#include "core/steps/detect/proposal.h"

#include <span>
#include <vector>

namespace kinovar::render {

/// The kind of flag that a proposal becomes, and its place as the flag's values.
[[nodiscard]] project::Flag flag_of(const detect::Proposal& proposal, project::Id reel);
[[nodiscard]] std::vector<project::Flag> flags_of(std::span<const detect::Proposal> proposals,
                                                  project::Id reel);

/// Where in the picture a flag lies and what is proposed. A flag that says nothing of it, as those
/// of older projects, and one whose values are damaged has the place of the whole picture at its
/// first frame.
[[nodiscard]] detect::FlagPlace place_of(const project::Flag& flag);

/// The edit that adds flags for proposals to a reel. Left out are those that it has already,
/// whatever was decided about them: the same kind, overlapping frames and an overlapping place (a
/// third of the smaller box). Empty: nothing is new. Errors: frames that the reel does not have.
[[nodiscard]] Result<project::Edit> add_flags(const project::Document& document, project::Id reel,
                                              std::span<const detect::Proposal> proposals);

} // namespace kinovar::render
