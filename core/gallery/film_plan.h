#pragma once

// Private to core/gallery: which frames of the film show what.

#include "core/base/hash.h"
#include "core/base/rational.h"
#include "core/gallery/gallery.h"

namespace kinovar::gallery {

/// A piece of the film that is made, kept and joined as a whole.
struct Section {
    enum class Kind : std::uint8_t {
        Title,  ///< ends in the coming of the first portrait
        Solo,   ///< one portrait
        Passage ///< from one portrait into the next
    };
    Kind kind = Kind::Solo;
    std::size_t sitter = 0; ///< the first of the two of a passage; the one to come of a title
    std::int64_t frames = 0;
    bool opens = false;  ///< the film begins here
    bool closes = false; ///< the film ends here
    Hash128 key;         ///< of all that decides its bytes; set by who knows that

    [[nodiscard]] bool shows(std::size_t number) const {
        return number == sitter || (kind == Kind::Passage && number == sitter + 1);
    }
};

/// Lengths in frames.
struct FilmPlan {
    Rational rate{25, 1};
    std::int64_t passage = 0;
    std::int64_t solo = 0; ///< of most portraits; of some a frame more, where a total is to be met
    std::vector<Section> sections;

    [[nodiscard]] std::int64_t frames() const;
    /// Seconds from a portrait's first frame (in the passage before) to its last one.
    [[nodiscard]] double life() const;
    [[nodiscard]] double seconds(std::int64_t count) const {
        return static_cast<double>(count) / rate.value();
    }
};

/// Seconds that a title is shown alone.
inline constexpr double kTitleSeconds = 3;

/// Errors: a total too short for so many portraits, lengths and rates that make no sense.
[[nodiscard]] Result<FilmPlan> plan_film(std::size_t portraits, const GalleryOptions& options);

} // namespace kinovar::gallery
