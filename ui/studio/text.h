#pragma once

#include "core/base/result.h"

#include <QString>
#include <filesystem>
#include <string>

/// Texts and paths between the core (UTF-8, English) and the window (QString, translated).
namespace kinovar::ui {

[[nodiscard]] QString to_qt(const std::string& text);
[[nodiscard]] QString to_qt(const std::filesystem::path& path);
[[nodiscard]] std::filesystem::path to_path(const QString& text);
/// A text of the core (title of a step, help of a field, choice, unit) in the user's language;
/// itself where there is no translation. The texts are listed in ui/translations/core_texts.cpp.
[[nodiscard]] QString translated(const std::string& core_text);
/// The name of an edit in the user's language. Names in the source ("Split shot") are of the
/// context "History"; "Scratches: Strength" is put together of two texts of the core.
[[nodiscard]] QString history_text(const QString& name);
/// What kind of trouble it is, for a heading: "File not found".
[[nodiscard]] QString title_of(ErrorCode code);
/// "00:01:23:12" (frames after the last colon).
[[nodiscard]] QString timecode(std::int64_t frame, double rate);

} // namespace kinovar::ui
