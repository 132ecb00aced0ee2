#pragma once

#include <QString>

namespace kinovar::ui {

/// Puts a file into the user's wastebasket; false, and nothing done, where that cannot be.
[[nodiscard]] bool move_to_trash(const QString& path);

} // namespace kinovar::ui
