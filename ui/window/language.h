#pragma once

#include <QString>
#include <QStringList>

/// The language of the window. GUI thread.
namespace kinovar::ui::language {

/// Codes that there are texts for; "en" first.
[[nodiscard]] QStringList all();
/// Of a wish ("ru", "" for the system's): one of all().
[[nodiscard]] QString resolved(const QString& wish);
/// Texts made from now on are in that language; windows that stand already keep theirs.
void apply(const QString& wish);
/// What apply() was last called with, resolved.
[[nodiscard]] QString current();

} // namespace kinovar::ui::language
