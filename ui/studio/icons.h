#pragma once

#include <QIcon>
#include <QString>

namespace kinovar::ui {

/// An icon of resources/icons ("play", "add" …), drawn in the colour of the palette's button text
/// at the moment it is painted, so that it follows the theme and the screen. GUI thread.
[[nodiscard]] QIcon icon(const QString& name);

} // namespace kinovar::ui
