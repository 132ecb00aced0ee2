#pragma once

#include <QString>

namespace kinovar::ui {

enum class FileKind { Project, Weights, Media };

/// What to do with a file that was dropped or named on the command line, by its name.
[[nodiscard]] FileKind kind_of_file(const QString& path);

} // namespace kinovar::ui
