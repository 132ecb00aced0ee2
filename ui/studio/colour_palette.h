#pragma once

#include "ui/studio/colour.h"

#include <string>

namespace kinovar::ui {

/// A palette as a file: {"swatches": [{"group", "name", "a", "b", "luma", "note"} …]}.
[[nodiscard]] std::string palette_to_json(const std::vector<Colour::Swatch>& palette);
/// Untrusted: bounded in count and values.
[[nodiscard]] Result<std::vector<Colour::Swatch>> palette_from_json(const std::string& text);
/// No file of colours is larger, in bytes.
inline constexpr std::uint64_t kMostPaletteBytes = std::uint64_t{1} << 20U;

} // namespace kinovar::ui
