#pragma once

// Private to core/steps/portrait/motion. The words that tell a face what to do, in English and
// Russian.

#include "core/steps/portrait/motion/gestures.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kinovar::portrait {

enum class WordKind : std::uint8_t {
    Action,    ///< says what is done
    Part,      ///< of the face: says what an action that stands alone means
    Direction, ///< left, right, up, down
    Times,     ///< twice, три раза
    Number,
    Seconds, ///< unit
    Degrees, ///< unit
    Round,   ///< "times", «раза»: unit
    Tempo,   ///< slowly, quickly
    Amount,  ///< a little, strongly
    Then,    ///< also a comma
    Together,
    Filler ///< the, your, please …
};

enum class BodyPart : std::uint8_t { Head, Brows, Mouth, Eyes };

/// Verbs that mean something only with a part of the face.
enum class Verb : std::uint8_t { Gesture, Raise, Lower, Open, Close, Shake };

struct Word {
    WordKind kind = WordKind::Filler;
    std::string text; ///< as it stands, for messages
    Verb verb = Verb::Gesture;
    GestureKind gesture = GestureKind::Wait;
    BodyPart part = BodyPart::Head;
    Direction direction = Direction::None;
    double number = 0; ///< of Number and Times; factor of Tempo and Amount; a unit alone
};

/// The words of a script. Errors name the one that is not known, and what is known.
[[nodiscard]] Result<std::vector<Word>> words_of(std::string_view text);

/// One sentence for hints: what can be said.
[[nodiscard]] std::string_view known_words();

} // namespace kinovar::portrait
