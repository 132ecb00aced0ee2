#pragma once

#include <QByteArray>
#include <QKeySequence>
#include <QString>
#include <QStringList>
#include <cstddef>
#include <filesystem>

/// What the user chose for all projects, in QSettings ("Kinovar", "Kinovar"; tests set
/// QSettings::setPath). GUI thread.
namespace kinovar::ui::settings {

[[nodiscard]] QString language(); ///< "en", "ru"; empty: the system's
void set_language(const QString& code);
[[nodiscard]] QString theme(); ///< "dark" (default), "light"
void set_theme(const QString& name);
[[nodiscard]] int memory_mb(); ///< for pictures
void set_memory_mb(int megabytes);
[[nodiscard]] int disk_mb();
void set_disk_mb(int megabytes);
[[nodiscard]] int threads(); ///< 0: all processors
void set_threads(int count);
[[nodiscard]] QString device(); ///< "cpu", "cuda" …
void set_device(const QString& name);
[[nodiscard]] QStringList recent_projects(); ///< newest first
void add_recent_project(const std::filesystem::path& path);
void remove_recent_project(const QString& path);
[[nodiscard]] QString last_project(); ///< open when the program ended; empty: none
void set_last_project(const QString& path);
[[nodiscard]] bool reopens_last_project();
void set_reopens_last_project(bool reopens);
[[nodiscard]] QByteArray window_geometry();
[[nodiscard]] QByteArray window_state();
void set_window(const QByteArray& geometry, const QByteArray& state);
[[nodiscard]] QKeySequence shortcut(const QString& action, const QKeySequence& standard);
void set_shortcut(const QString& action, const QKeySequence& shortcut);
void reset_shortcuts();
/// How the tool of colour hints is set (JSON of its own); empty: as it comes.
[[nodiscard]] QByteArray colour_tool();
void set_colour_tool(const QByteArray& json);
/// Whether a part of a panel is folded away.
[[nodiscard]] bool folded(const QString& part, bool standard);
void set_folded(const QString& part, bool folded);
/// The same of the tools that repair by hand.
[[nodiscard]] QByteArray retouch_tool();
void set_retouch_tool(const QByteArray& json);
[[nodiscard]] QString last_folder(const char* what); ///< of file dialogs
void set_last_folder(const char* what, const QString& folder);

} // namespace kinovar::ui::settings
