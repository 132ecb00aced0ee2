#pragma once

#include "ui/studio/retouch.h"

#include <QColor>
#include <QString>
#include <string_view>

/// How fixes are named and coloured everywhere in the window.
namespace kinovar::ui::fix_look {

/// "Heal", in the user's language; of a name that is no kind's: itself.
[[nodiscard]] QString title(std::string_view kind);
[[nodiscard]] QString icon_name(std::string_view kind); ///< for icon()
[[nodiscard]] QColor colour(std::string_view kind);
/// What a user calls it: its note, else its kind.
[[nodiscard]] QString name(const retouch::Fix& fix);

/// Of one frame alone.
[[nodiscard]] Retouch::Fit fit_of(const steps::FixConfidence& frame);
[[nodiscard]] QString text(Retouch::Fit fit); ///< short: "fits"
[[nodiscard]] QColor colour(Retouch::Fit fit);
/// Of one frame in the strip: green over amber to red; left out: the last.
[[nodiscard]] QColor colour(const steps::FixConfidence& frame);

} // namespace kinovar::ui::fix_look
