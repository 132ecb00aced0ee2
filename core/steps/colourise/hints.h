#pragma once

#include "core/base/result.h"
#include "core/steps/colourise/engine/ab_colour.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What a restorer says about colours: plain data, in files and in projects.
namespace kinovar::colourise {

/// A place in a picture: 0 to 1 from left to right and from top to bottom, whatever its size.
struct Place {
    double x = 0;
    double y = 0;
    friend bool operator==(const Place&, const Place&) = default;
};

enum class HintShape : std::uint8_t {
    Point,  ///< one place
    Stroke, ///< a line along its places
    Region  ///< the inside of its places, a closed outline
};

/// "point", "stroke", "region".
[[nodiscard]] std::string_view to_string(HintShape shape);

/// Where a hint lies at a frame, as a hand put it there.
struct HintKey {
    std::int64_t frame = 0;
    std::vector<Place> places;
    friend bool operator==(const HintKey&, const HintKey&) = default;
};

/// The last frame of hints that speak for a film of whatever length, and the highest number that a
/// frame may have.
inline constexpr std::int64_t kLastOfAnyFilm = 1'000'000'000;

/// "These things have this colour in these frames." Between its keys and beyond them a hint follows
/// the picture's motion, within the shot.
struct ColourHint {
    HintShape shape = HintShape::Point;
    Ab colour;
    double size = 0.004;    ///< radius of a point, half the width of a stroke: shares of the height
    double strength = 1;    ///< 0 to 1: less than 1 lets what lies around have a say
    std::int64_t first = 0; ///< frames, both inclusive
    std::int64_t last = kLastOfAnyFilm;
    std::vector<HintKey> keys; ///< at least one, by frame; may lie outside of first to last
    std::string citation;      ///< where the colour is known from
    bool documented = false;   ///< else inferred
    friend bool operator==(const ColourHint&, const ColourHint&) = default;
};

/// A coloured picture of a frame, whose colours the shot takes over.
struct ColourReference {
    std::int64_t frame = 0;
    std::filesystem::path file; ///< of any size, of the frame's shape
    std::string citation;
    bool documented = false;
    friend bool operator==(const ColourReference&, const ColourReference&) = default;
};

struct HintSet {
    std::vector<ColourHint> hints;
    std::vector<ColourReference> references;
    [[nodiscard]] bool empty() const { return hints.empty() && references.empty(); }
    friend bool operator==(const HintSet&, const HintSet&) = default;
};

/// Reads a file of hints (docs/colour.md has the format). Untrusted input: bounded in size, counts
/// and values; errors name the hint and what is wrong with it. Relative names of pictures count
/// from `folder`.
[[nodiscard]] Result<HintSet> hints_from_json(std::string_view json,
                                              const std::filesystem::path& folder);
/// The same of a file, or of its text, which begins with "{"; names of pictures in a text count
/// from the working folder. Empty: no hints.
[[nodiscard]] Result<HintSet> read_hints(const std::string& file_or_json);
/// Full names of pictures; equal sets give equal texts.
[[nodiscard]] std::string hints_to_json(const HintSet& set);

/// One hint or reference as the text of a row of a project (project::Hint::values), which keeps
/// range, citation and flag itself, and back.
using HintOrReference = std::variant<ColourHint, ColourReference>;
[[nodiscard]] std::string row_values(const HintOrReference& one);
struct HintRow {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::string_view values;
    std::string_view citation;
    bool documented = false;
};
[[nodiscard]] Result<HintOrReference> from_row(const HintRow& row);

} // namespace kinovar::colourise
