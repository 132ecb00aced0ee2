#pragma once

#include "core/base/rational.h"
#include "core/pipeline/chain.h"
#include "core/pipeline/clip.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>

/// What a project is made of. Plain data; every noun is a row of the project file and is found by
/// its id, which is never used again. Frame numbers count from 0 and are those of the reel.
namespace kinovar::project {

/// Above 0 for what exists; 0: none. Unique over all nouns of a project.
using Id = std::int64_t;

/// An imported source: film file, image sequence, folder of pictures, still.
struct Reel {
    Id id = 0;
    std::string name;           ///< shown to the user; at first the file's name
    std::filesystem::path path; ///< absolute, or a sequence pattern
    std::uint64_t bytes = 0;    ///< of the file when it was imported; to recognise it when relinked
    /// Steps that make the reel's frames of its file (a portrait that comes to life); empty: the
    /// file's own frames. What follows counts after them.
    pipeline::Chain source_chain;
    std::int64_t frames = 0;
    int width = 0;
    int height = 0;
    Rational rate{25, 1};
    pipeline::Chain chain; ///< of every shot whose take has none of its own
    std::string note;
    friend bool operator==(const Reel&, const Reel&) = default;
};

/// A range of a reel between cuts. The shots of a reel, in order, cover all its frames.
struct Shot {
    Id id = 0;
    Id reel = 0;
    std::int64_t first = 0;
    std::int64_t last = 0; ///< inclusive
    std::string name;      ///< empty: shown by its number
    std::string note;
    Id pick = 0; ///< the take that is rendered; 0: the reel's chain
    friend bool operator==(const Shot&, const Shot&) = default;
};

/// One attempt at a shot.
struct Take {
    Id id = 0;
    Id shot = 0;
    std::string name;
    std::optional<pipeline::Chain> chain; ///< none: the reel's
    int rating = 0;                       ///< 0 (not rated) to 5
    std::string note;
    friend bool operator==(const Take&, const Take&) = default;
};

/// What a detector or an analysis found out about a reel; data is JSON.
struct Analysis {
    Id id = 0;
    Id reel = 0;
    std::string kind; ///< "cuts", "flicker" …
    std::string data;
    friend bool operator==(const Analysis&, const Analysis&) = default;
};

/// One hand repair on a take.
struct Fix {
    Id id = 0;
    Id take = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::string kind;   ///< "paint", "clone", "heal", "inpaint", "reveal", "warp" …
    std::string values; ///< parameters, JSON
    std::string pixels; ///< bytes, may be empty
    bool enabled = true;
    friend bool operator==(const Fix&, const Fix&) = default;
};

/// A colour point or stroke with its source.
struct Hint {
    Id id = 0;
    Id reel = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::string values;      ///< place and colour, JSON
    std::string citation;    ///< where the colour is known from
    bool documented = false; ///< else inferred
    friend bool operator==(const Hint&, const Hint&) = default;
};

enum class FlagState : std::uint8_t { Open, Accepted, Rejected, Fixed };

/// Something that a human should look at.
struct Flag {
    Id id = 0;
    Id reel = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::string kind;    ///< "dirt", "flicker", "failed frame", "drift" …
    double severity = 0; ///< 0 to 1
    std::string text;
    FlagState state = FlagState::Open;
    std::string
        values; ///< place, worst frame, proposed fix: JSON (detect::FlagPlace); may be empty
    friend bool operator==(const Flag&, const Flag&) = default;
};

/// Who allowed what to be done with whose face or voice: a credentials::ConsentRecord as a row.
struct Consent {
    Id id = 0;
    std::string person;
    std::string relation; ///< of the one who consents: "self", "daughter", "museum" …
    std::string granted_by;
    std::string ground; ///< "own portrait", "heir", "public domain" …
    std::string scope;  ///< "animation", "face transfer" …
    std::string date;   ///< ISO 8601
    std::string source; ///< of the photograph: archive, inventory number
    std::string note;
    friend bool operator==(const Consent&, const Consent&) = default;
};

/// A place that the user wants to find again.
struct Marker {
    Id id = 0;
    Id reel = 0;
    std::int64_t frame = 0;
    std::string text;
    friend bool operator==(const Marker&, const Marker&) = default;
};

enum class RenderState : std::uint8_t { Waiting, Running, Done, Failed, Stopped };

/// An export of a reel that was asked for.
struct RenderJob {
    Id id = 0;
    Id reel = 0;
    std::int64_t first = 0; ///< frames of the reel
    std::int64_t last = 0;
    std::filesystem::path output;
    std::string options; ///< JSON: codec, crf, depth, speed, origin, drop
    RenderState state = RenderState::Waiting;
    std::string message; ///< why it failed, or what it came to
    friend bool operator==(const RenderJob&, const RenderJob&) = default;
};

using Row = std::variant<Reel, Shot, Take, Analysis, Fix, Hint, Flag, Consent, Marker, RenderJob>;

[[nodiscard]] Id id_of(const Row& row);
/// The row that this one belongs to, and goes with; 0: none.
[[nodiscard]] Id owner_of(const Row& row);

} // namespace kinovar::project
