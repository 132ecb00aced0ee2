#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace kinovar::text {

enum class Align : std::uint8_t { Left, Centre, Right };

struct TextStyle {
    std::string family = "sans-serif"; ///< any script is found by fontconfig
    double size = 32;                  ///< px of an em, 1–4096
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

/// `text` is UTF-8, lines end with '\n'; no markup. The picture is as wide as the widest line (with
/// the ink that reaches out of it) and as high as all lines with their ascent and descent; empty
/// for an empty text. Letters that no installed font has come out as small frames with their code.
/// Thread-safe (one text at a time).
///
/// Errors: InvalidArgument for what is not UTF-8, more than 64 KiB, or too large a picture
/// (32767 px a side); NotFound where no font is installed.
[[nodiscard]] Result<TextPicture> draw_text(const std::string& text, const TextStyle& style);

} // namespace kinovar::text
