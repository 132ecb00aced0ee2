#pragma once

#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What a hand repairs: plain data, in files and in projects. Places are shares of the picture (0
/// to 1 from left to right and from top to bottom), so fixes outlive an enlargement; frames are
/// those of the reel.
namespace kinovar::retouch {

struct Place {
    double x = 0;
    double y = 0;
    friend bool operator==(const Place&, const Place&) = default;
};

/// What a stroke is drawn with.
struct Brush {
    double size = 0.03;          ///< diameter, share of the picture's height
    double hardness = 0.7;       ///< 0: soft from the middle on; 1: a hard edge
    double opacity = 1;          ///< the most that one stroke covers
    double flow = 1;             ///< what each dab adds
    bool pressure_sizes = true;  ///< the pen's pressure makes it thinner …
    bool pressure_thins = false; ///< … or lets less of it through
    friend bool operator==(const Brush&, const Brush&) = default;
};

struct StrokePoint {
    Place at;
    double pressure = 1; ///< 0 to 1; 1: a mouse
    friend bool operator==(const StrokePoint&, const StrokePoint&) = default;
};

/// One part of an area: drawn along its points, or inside of them.
struct Mark {
    enum class Shape : std::uint8_t { Stroke, Outline };
    Shape shape = Shape::Stroke;
    bool adds = true; ///< else takes away
    Brush brush;      ///< of an outline: its opacity alone
    std::vector<StrokePoint> points;
    friend bool operator==(const Mark&, const Mark&) = default;
};

/// Where a fix works: marks in the order in which they were made, over pixels of a mask if any.
struct Area {
    std::vector<Mark> marks;
    /// Coverage that no mark describes (a selection by colour, a loaded mask): brush/mask_tiles.h.
    std::string mask;
    double feather = 0; ///< softens the edge: share of the picture's height
    bool inverted = false;
    friend bool operator==(const Area&, const Area&) = default;
};

/// Which picture pixels are taken from.
struct Source {
    /// Point of the chain: empty for what comes into the step; else "scan" or the name of an
    /// earlier stage (pipeline::stage_name).
    std::string stage;
    std::int64_t frame = 0; ///< frames later (negative: earlier) than the one that is mended
    std::int64_t take = 0;  ///< the result of another take of the shot; 0: this one
    friend bool operator==(const Source&, const Source&) = default;
};

// --- kinds

struct Paint {
    enum class Mode : std::uint8_t { Normal, Lighten, Darken, Colour /* chroma alone */ };
    std::array<double, 3> colour{0, 0, 0}; ///< RGB, encoded, 0 to 1
    Mode mode = Mode::Normal;
    bool grain = true; ///< what it covers keeps the grain of the picture around it
    friend bool operator==(const Paint&, const Paint&) = default;
};

/// Pixels of another place, another frame, another take or another stage.
struct Clone {
    Source from;
    Place offset; ///< from a place to the one it is copied from
    friend bool operator==(const Clone&, const Clone&) = default;
};

/// The same in the light of its new surroundings (gradient domain).
struct Heal {
    Source from;
    std::optional<Place> offset; ///< none: the program looks for a place
    friend bool operator==(const Heal&, const Heal&) = default;
};

/// The picture as an earlier stage of the chain had it.
struct Reveal {
    std::string stage = "scan";
    friend bool operator==(const Reveal&, const Reveal&) = default;
};

struct Inpaint {
    enum class Method : std::uint8_t {
        Auto,         ///< neighbours where they are good; else surroundings
        Neighbours,   ///< real pixels of frames before and after
        Surroundings, ///< invented from what lies around
        Model         ///< invented by an installed network
    };
    Method method = Method::Auto;
    std::string model; ///< id or file; empty: the installed one
    int reach = 24;    ///< frames to look for real pixels, each way
    friend bool operator==(const Inpaint&, const Inpaint&) = default;
};

/// A gesture with the warp brush.
struct WarpMove {
    enum class Kind : std::uint8_t {
        Push,   ///< along its points
        Pinch,  ///< towards each point
        Bloat,  ///< away from it
        Restore ///< back to what it was
    };
    Kind kind = Kind::Push;
    double size = 0.1;     ///< diameter, share of the height
    double strength = 0.5; ///< 0 to 1
    std::vector<StrokePoint> points;
    friend bool operator==(const WarpMove&, const WarpMove&) = default;
};
/// A point that is taken to another place; what lies around follows smoothly.
struct WarpHandle {
    int landmark = -1; ///< of the face mesh (0 to 467), which then says where it is; −1: free
    Place from;        ///< at the frame where the fix was drawn
    Place to;
    double radius = 0.1; ///< how far it is felt, share of the height
    friend bool operator==(const WarpHandle&, const WarpHandle&) = default;
};
/// Moves what is there. The fix's area is where it may; marks that take away freeze.
struct Warp {
    std::vector<WarpMove> moves;
    std::vector<WarpHandle> handles;
    friend bool operator==(const Warp&, const Warp&) = default;
};

/// Fine texture (skin, grain) put back into a smoothed place.
struct Texture {
    enum class What : std::uint8_t {
        Real,     ///< of the reference, moved along; where there is none, synthetic
        Synthetic ///< noise with the reference's measured spectrum
    };
    What what = What::Real;
    Source from;                  ///< where the reference lies
    std::vector<Place> reference; ///< outline of the region; empty: the same place there
    double strength = 0.6;        ///< 0 to 1
    friend bool operator==(const Texture&, const Texture&) = default;
};

/// A region of another take, stage or frame, found again and brought to the same colours.
struct Replace {
    Source from;
    bool align = true;        ///< moved to where it fits
    bool match_colour = true; ///< brought to the light and colour around it
    friend bool operator==(const Replace&, const Replace&) = default;
};

using Kind = std::variant<Paint, Clone, Heal, Reveal, Inpaint, Warp, Texture, Replace>;
/// "paint", "clone", "heal", "reveal", "inpaint", "warp", "texture", "replace".
[[nodiscard]] std::string_view name_of(const Kind& kind);
inline constexpr std::array kKindNames{"paint",   "clone", "heal",    "reveal",
                                       "inpaint", "warp",  "texture", "replace"};

// --- in time

enum class Follow : std::uint8_t {
    Still,  ///< stays where it was drawn
    Region, ///< goes with what lies below it
    Face    ///< goes with the face mesh
};

/// How the shape lies at a frame beside how it was drawn: turned and scaled about its middle, then
/// moved.
struct Pose {
    double dx = 0, dy = 0; ///< shares of width and height
    double scale = 1;
    double turn = 0; ///< degrees, clockwise as seen
    friend bool operator==(const Pose&, const Pose&) = default;
};
/// A hand put it there; between keys and beyond them it is tracked.
struct Key {
    std::int64_t frame = 0;
    Pose pose;
    friend bool operator==(const Key&, const Key&) = default;
};

/// What the picture below a fix looked like when it was drawn, small and without colour, to notice
/// when it no longer does. Empty: nobody looks.
struct Anchor {
    static constexpr int kSide = 16;
    double aspect = 0; ///< width / height of the whole picture then
    std::array<std::uint8_t, std::size_t{kSide} * kSide> luma{}; ///< of the area's box, enlarged
    friend bool operator==(const Anchor&, const Anchor&) = default;
};

struct Fix {
    Kind kind;
    Area area;
    std::int64_t first = 0; ///< lifetime, both inclusive
    std::int64_t last = 0;
    int ease_in = 0; ///< frames over which it comes up and goes away, inside of its lifetime
    int ease_out = 0;
    double opacity = 1;
    std::int64_t drawn_at = 0; ///< the frame whose coordinates the area has
    Follow follow = Follow::Still;
    std::vector<Key> keys; ///< corrections, by frame; one at drawn_at moves the area from there
    std::optional<Anchor> anchor;
    std::string note;
    std::int64_t id = 0; ///< of the project's row; 0: of a file
    friend bool operator==(const Fix&, const Fix&) = default;
};

/// 0 to 1: how much of the fix shows at a frame: its opacity with the easing of its ends.
[[nodiscard]] double share_at(const Fix& fix, std::int64_t frame);

/// The highest number that a frame may have.
inline constexpr std::int64_t kLastOfAnyFilm = 1'000'000'000;

/// One fix as the text of a project's row, which keeps kind, range and mask (as `pixels`) itself,
/// and back. Untrusted input: bounded in size, counts and values; errors say what is wrong with it.
struct FixRow {
    std::int64_t id = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::string_view kind;
    std::string_view values;
    std::string_view pixels;
};
[[nodiscard]] std::string row_values(const Fix& fix);
[[nodiscard]] Result<Fix> from_row(const FixRow& row);

using FixPtr = std::shared_ptr<const Fix>;
/// The same; rows that were read lately are not parsed again.
[[nodiscard]] Result<FixPtr> read_row(const FixRow& row);

/// Fixes in the order in which they are laid upon each other, as a file: {"fixes": [ … ]}, each on
/// a line of its own (docs/retouch.md has the format). Equal lists give equal texts. Fixes that
/// were read lately are not parsed again.
[[nodiscard]] std::string fixes_to_json(const std::vector<FixPtr>& fixes);
/// Of rows, without reading them: what is wrong with one is told by who reads the list.
[[nodiscard]] std::string fixes_to_json(const std::vector<FixRow>& rows);
[[nodiscard]] Result<std::vector<FixPtr>> fixes_from_json(std::string_view json);
/// The same of a file, or of its text, which begins with "{". Empty: none.
[[nodiscard]] Result<std::vector<FixPtr>> read_fixes(const std::string& file_or_json);

} // namespace kinovar::retouch
