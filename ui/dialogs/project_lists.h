#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <optional>

/// Which projects and samples there are to be offered.
namespace kinovar::ui {

struct KnownProject {
    QString path;
    QString title;     ///< for the user
    bool there = true; ///< its file exists
    QDateTime changed; ///< of the file
    bool saved = true; ///< else it lies among the unsaved ones
};

/// Those that were open, newest first; unsaved ones are not among them.
[[nodiscard]] QList<KnownProject> recent_projects();
/// Untitled ones that were left, by a crash or on purpose, newest first.
[[nodiscard]] QList<KnownProject> unsaved_projects();
/// A reel to try the program on: the aged film of the demo, else a photograph that the system has.
/// Nothing: neither is there.
[[nodiscard]] std::optional<QString> demo_file();

} // namespace kinovar::ui
