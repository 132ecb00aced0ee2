#pragma once

#include <QString>

namespace kinovar::ui {

/// Style sheet of a widget that holds tool buttons side by side, of which one is chosen.
[[nodiscard]] inline QString segments_style() {
    return QStringLiteral("QToolButton { padding: 0.2em; border: 1px solid palette(light); }"
                          "QToolButton:checked { background: palette(light); "
                          "border-bottom: 2px solid palette(highlight); }"
                          "QToolButton:focus { border-color: palette(highlight); }");
}

} // namespace kinovar::ui
