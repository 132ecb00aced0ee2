#pragma once

#include "ui/studio/colour.h"

#include <QByteArray>

namespace kinovar::ui {

/// A palette as a file: {"swatches": [{"group", "name", "a", "b", "luma", "note"} …]}.
[[nodiscard]] QByteArray palette_to_json(const std::vector<Colour::Swatch>& palette);
/// Untrusted: bounded in size, count and values; what is out of range is an error that names the
/// swatch.
[[nodiscard]] Result<std::vector<Colour::Swatch>> palette_from_json(const QByteArray& json);

} // namespace kinovar::ui
