#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What was done to a film, on what grounds, for whoever reads it in fifty years. Plain data.
namespace kinovar::report {

/// Of a screen, 0 to 255.
struct Swatch {
    std::uint8_t red = 0, green = 0, blue = 0;
    friend bool operator==(const Swatch&, const Swatch&) = default;
};

struct Cell {
    std::string text;
    std::optional<Swatch> swatch = {}; ///< a colour that is shown before the text
};

struct Table {
    std::vector<std::string> columns; ///< none: the first cell of each row names the others
    std::vector<std::vector<Cell>> rows;
};

struct Section {
    std::string heading;
    int level = 1;                  ///< 1: a chapter; 2: below the one before
    std::vector<std::string> lines; ///< paragraphs before the table
    Table table;
};

struct Report {
    std::string title;
    std::string subtitle;
    std::vector<Section> sections;
};

} // namespace kinovar::report
