#pragma once

#include <QString>
#include <QStringList>
#include <filesystem>
#include <vector>

namespace kinovar::ui {

/// What files and folders that the user chose or dropped stand for: films and single pictures as
/// they are, numbered pictures of one name as one sequence ("scan.%04d.dpx"), a folder of pictures
/// as a whole, a folder of films as each of them. Files that are neither are kept, so that opening
/// them says why they cannot be used. Looks into the folders named, not deeper.
[[nodiscard]] std::vector<std::filesystem::path> media_inputs(const QStringList& paths);
/// The sequence that a numbered picture belongs to; itself where it is none.
[[nodiscard]] std::filesystem::path sequence_of(const QString& picture);
/// A filter for file dialogs.
[[nodiscard]] QString media_filter();

} // namespace kinovar::ui
