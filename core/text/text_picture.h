#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace kinovar::text {

enum class Align : std::uint8_t { Left, Centre, Right };

struct TextStyle {
    std::string family = "sans-serif"; ///< any script is found by fontconfig
    double size = 32;                  ///< px of an em
    bool bold = false;
    Align align = Align::Left;
    int most_width = 0; ///< px at which lines are broken; 0: never
};

/// Coverage of text, 0–255, row-major. Lays out any script (Pango).
struct TextPicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> coverage;
};

/// `text` is UTF-8, lines end with '\n'. Thread-safe.
[[nodiscard]] Result<TextPicture> draw_text(const std::string& text, const TextStyle& style);

} // namespace kinovar::text
