#pragma once

#include <QColor>
#include <QString>

/// Colours of the window. Widgets take theirs from the palette; what no palette role stands for is
/// here. GUI thread.
namespace kinovar::ui::theme {

/// "dark" or "light": style, palette and style sheet of the whole application, at once.
void apply(const QString& name);
[[nodiscard]] bool is_dark();
/// Cinnabar: what is chosen, the playhead; used sparingly.
[[nodiscard]] QColor accent();
/// Behind messages about trouble, and behind questions and news.
[[nodiscard]] QColor trouble_background();
[[nodiscard]] QColor note_background();

} // namespace kinovar::ui::theme
