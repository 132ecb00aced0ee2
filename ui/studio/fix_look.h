#pragma once

#include "core/steps/retouch/retouch.h"

#include <QColor>
#include <QString>
#include <string_view>
#include <vector>

/// How fixes are named and coloured everywhere in the window.
namespace kinovar::ui::fix_look {

/// "Heal", in the user's language; of a name that is no kind's: itself.
[[nodiscard]] QString title(std::string_view kind);
[[nodiscard]] QString icon_name(std::string_view kind); ///< for icon()
[[nodiscard]] QColor colour(std::string_view kind);
/// What a user calls it: its note, else its kind.
[[nodiscard]] QString name(const retouch::Fix& fix);

enum class State : std::uint8_t {
    Unknown,   ///< nobody has looked
    Fits,      ///< at all its frames
    Uncertain, ///< at some frames it wants a look
    LeftOut    ///< at some frames it is not drawn: its picture or its source is another one now
};
[[nodiscard]] State state_of(const std::vector<steps::FixConfidence>& frames);
[[nodiscard]] State state_of(const steps::FixConfidence& frame);
[[nodiscard]] QString text(State state); ///< short: "fits"
[[nodiscard]] QColor colour(State state);
/// Of one frame in the strip: green over amber to red; left out: the last.
[[nodiscard]] QColor colour(const steps::FixConfidence& frame);

/// The frame that a user should look at first; null: nothing was measured.
[[nodiscard]] const steps::FixConfidence* worst(const std::vector<steps::FixConfidence>& frames);

} // namespace kinovar::ui::fix_look
