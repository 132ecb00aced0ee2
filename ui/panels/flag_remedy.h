#pragma once

#include "core/project/nouns.h"
#include "core/steps/retouch/fix.h"

#include <QString>
#include <optional>
#include <string>

namespace kinovar::ui {

class Studio;

/// What accepting a flag does.
struct FlagRemedy {
    enum class Kind : std::uint8_t {
        None, ///< nothing is proposed: the flag alone is decided about
        Fix,  ///< a repair at the flag's place
        Step, ///< a step in the chain
        Hand  ///< only a hand can do it: the tool is made ready
    };
    Kind kind = Kind::None;
    retouch::Fix fix; ///< of Fix and, its kind alone, of Hand
    std::string step; ///< of Step
};

/// What is proposed for a flag; a proposal that nothing here can do is none.
[[nodiscard]] FlagRemedy::Kind remedy_kind(const project::Flag& flag);
/// For the frames of a flag in the shot of its worst one.
[[nodiscard]] FlagRemedy remedy_of(const project::Flag& flag, const project::Shot& shot);
/// "Proposed: inpaint"; empty: nothing is.
[[nodiscard]] QString proposal_text(const project::Flag& flag);

/// Goes to the flag's worst frame and does what is proposed there. A repair or a step marks the
/// flag as fixed, in the same entry of the undo list; else it stays as it is. The studio tells what
/// was done, or why it was not.
void accept_remedy(Studio& studio, project::Id flag);

} // namespace kinovar::ui
