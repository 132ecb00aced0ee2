#include "core/steps/portrait/motion/gestures.h"
#include "core/steps/portrait/motion/life.h"
#include "core/steps/portrait/motion/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace kinovar::portrait {

namespace {

constexpr double kMostSeconds = 60;
constexpr double kMostDegrees = 15;
constexpr int kMostTimes = 20;
constexpr double kMostAmount = 2;
constexpr double kUsualAngle = 7;
constexpr double kUsualWait = 1;
constexpr double kBefore = 0.35; ///< seconds of rest before the first motion …
constexpr double kAfter = 0.45;  ///< … and after the last
/// Words are played up to twice as fast where little time is given.
constexpr double kFastest = 0.5;
constexpr double kUnrest = 0.6;
constexpr double kBreath = 0.45; ///< leaves room for a deep one

tl::unexpected<Error> bad(std::string message) {
    return failure(ErrorCode::InvalidArgument, "script: " + std::move(message),
                   std::string(known_words()));
}

bool turns(GestureKind kind) {
    return kind == GestureKind::Turn || kind == GestureKind::Tilt;
}

/// Seconds that what can be counted takes once; 0: it cannot be counted.
double period_of(GestureKind kind) {
    switch (kind) {
    case GestureKind::Blink:
        return 0.47;
    case GestureKind::Nod:
        return 0.6;
    case GestureKind::Shake:
        return 0.58;
    case GestureKind::Wink:
        return 0.75;
    case GestureKind::Breathe:
        return 3.1;
    default:
        return 0;
    }
}

/// What is done at once.
using Moment = std::vector<Gesture>;

/// Words that belong together: one action and what is said of it.
struct Clause {
    const Word* action = nullptr;
    std::optional<BodyPart> part;
    std::string_view part_text;
    Direction direction = Direction::None;
    std::optional<double> times, seconds, degrees, number;
    double tempo = 1;
    double amount = 1;
};

/// Reads clauses of words and makes moments of them.
class Reader {
public:
    explicit Reader(const std::vector<Word>& words) : words_(words) {}

    Result<std::vector<Moment>> read() {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            KINOVAR_TRY(take(i));
        }
        KINOVAR_TRY(close(false));
        if (pending_) {
            return bad(fmt::format("the number {} says nothing", *pending_));
        }
        if (moments_.empty()) {
            return bad("it says nothing that can be done");
        }
        return std::move(moments_);
    }

private:
    Status take(std::size_t i);
    Status take_unit(const Word& word);
    /// Ends the clause. `together`: what comes next begins with what is there already.
    Status close(bool together);
    [[nodiscard]] Result<Gesture> gesture_of(Clause clause) const;
    Status settle_numbers(Clause& clause, GestureKind kind) const;
    [[nodiscard]] Result<Gesture> kind_of(const Clause& clause) const;
    [[nodiscard]] bool is_empty() const {
        return !clause_.action && !clause_.part && clause_.direction == Direction::None;
    }

    const std::vector<Word>& words_;
    std::vector<Moment> moments_;
    Clause clause_;
    std::optional<double> pending_;  ///< a number whose unit may follow
    const Word* previous_ = nullptr; ///< action of the clause before
    bool together_ = false;
};

Status Reader::take(std::size_t i) {
    const Word& word = words_[i];
    const bool unit = word.kind == WordKind::Seconds || word.kind == WordKind::Degrees ||
                      word.kind == WordKind::Round;
    if (pending_ && !unit && word.kind != WordKind::Filler) {
        clause_.number = std::exchange(pending_, std::nullopt);
    }
    switch (word.kind) {
    case WordKind::Action:
        if (clause_.action) {
            KINOVAR_TRY(close(false));
        }
        clause_.action = &word;
        break;
    case WordKind::Part:
        clause_.part = word.part;
        clause_.part_text = word.text;
        break;
    case WordKind::Direction:
        clause_.direction = word.direction;
        break;
    case WordKind::Times:
        clause_.times = word.number;
        break;
    case WordKind::Number:
        pending_ = word.number;
        break;
    case WordKind::Tempo:
        clause_.tempo *= word.number;
        break;
    case WordKind::Amount:
        clause_.amount *= word.number;
        break;
    case WordKind::Then:
        return close(false);
    case WordKind::Together:
        return close(true);
    case WordKind::Filler:
        break;
    case WordKind::Seconds:
    case WordKind::Degrees:
    case WordKind::Round:
        return take_unit(word);
    }
    return {};
}

Status Reader::take_unit(const Word& word) {
    if (!pending_ && word.number == 0) { // «с» is also "with"
        return {};
    }
    const double number = std::exchange(pending_, std::nullopt).value_or(word.number);
    if (word.kind == WordKind::Seconds) {
        clause_.seconds = number;
    } else if (word.kind == WordKind::Degrees) {
        clause_.degrees = number;
    } else {
        clause_.times = number;
    }
    return {};
}

Status Reader::close(bool together) {
    if (pending_) {
        clause_.number = std::exchange(pending_, std::nullopt);
    }
    if (is_empty()) {
        // "smile, then blink", "and slowly": nothing stands between two separators.
        together_ = together || (together_ && moments_.empty());
        return {};
    }
    bool at_once = together_;
    if (!clause_.action && previous_) { // "look left and right": the same again, afterwards
        clause_.action = previous_;
        at_once = false;
    }
    KINOVAR_TRY_ASSIGN(const Gesture gesture, gesture_of(clause_));
    if (at_once && !moments_.empty()) {
        moments_.back().push_back(gesture);
    } else {
        moments_.push_back({gesture});
    }
    previous_ = clause_.action;
    clause_ = {};
    together_ = together;
    return {};
}

Result<Gesture> Reader::kind_of(const Clause& clause) const {
    const bool head = clause.part == BodyPart::Head;
    const Verb verb = clause.action ? clause.action->verb : Verb::Raise;
    const std::string_view text = clause.action ? clause.action->text : clause.part_text;
    Gesture gesture;
    gesture.direction = clause.direction;
    switch (verb) {
    case Verb::Gesture:
        gesture.kind = clause.action->gesture;
        return gesture;
    case Verb::Shake:
        gesture.kind = GestureKind::Shake;
        return gesture;
    case Verb::Raise:
    case Verb::Lower:
        if (head || clause.part == BodyPart::Eyes) {
            gesture.kind = GestureKind::Look;
            gesture.direction = verb == Verb::Raise ? Direction::Up : Direction::Down;
            return gesture;
        }
        if (clause.part == BodyPart::Brows) {
            gesture.kind = verb == Verb::Raise ? GestureKind::Brows : GestureKind::Frown;
            return gesture;
        }
        break;
    case Verb::Open:
        if (clause.part == BodyPart::Mouth) {
            gesture.kind = GestureKind::Mouth;
            return gesture;
        }
        break;
    case Verb::Close:
        if (clause.part == BodyPart::Eyes) {
            gesture.kind = GestureKind::CloseEyes;
            return gesture;
        }
        break;
    }
    return bad(fmt::format("'{}' does not say what of the face", text));
}

/// What is said of how much, by the unit it was said in or, without one, by what is usual for the
/// motion.
Status Reader::settle_numbers(Clause& clause, GestureKind kind) const {
    if (clause.number) {
        if (turns(kind)) {
            clause.degrees = clause.number;
        } else if (period_of(kind) > 0) {
            clause.times = clause.number;
        } else if (kind == GestureKind::Wait) {
            clause.seconds = clause.number;
        } else {
            clause.amount *= *clause.number;
        }
    }
    const std::string_view text = clause.action ? clause.action->text : clause.part_text;
    if (clause.degrees && !turns(kind)) {
        return bad(fmt::format("'{}' takes no degrees", text));
    }
    if (clause.times && period_of(kind) == 0) {
        return bad(fmt::format("'{}' takes no count", text));
    }
    if (clause.degrees && !(*clause.degrees > 0 && *clause.degrees <= kMostDegrees)) {
        return bad(fmt::format("{} degrees: from above 0 to {} can be turned", *clause.degrees,
                               kMostDegrees));
    }
    if (clause.seconds && !(*clause.seconds > 0 && *clause.seconds <= kMostSeconds)) {
        return bad(fmt::format("{} seconds: from above 0 to {} can be played", *clause.seconds,
                               kMostSeconds));
    }
    if (clause.seconds && !clause.times && period_of(kind) > 0) { // "nod for 2 seconds"
        clause.times = std::clamp(std::round(*clause.seconds / (period_of(kind) * clause.tempo)),
                                  1.0, static_cast<double>(kMostTimes));
    }
    if (clause.times && (!(*clause.times >= 1 && *clause.times <= kMostTimes) ||
                         *clause.times != std::floor(*clause.times))) {
        return bad(fmt::format("{} times: 1 to {} can be done", *clause.times, kMostTimes));
    }
    if (!(clause.amount > 0 && clause.amount <= kMostAmount)) {
        return bad(fmt::format("a strength of {}: from above 0 to {} can be shown", clause.amount,
                               kMostAmount));
    }
    return {};
}

Result<Gesture> Reader::gesture_of(Clause clause) const {
    if (!clause.action && clause.part != BodyPart::Brows) {
        return bad("a direction or a part of the face stands without a motion");
    }
    KINOVAR_TRY_ASSIGN(Gesture gesture, kind_of(clause));
    const bool upright = gesture.direction == Direction::Up || gesture.direction == Direction::Down;
    if (turns(gesture.kind) && upright) {
        gesture.kind = GestureKind::Look; // "tilt the head down"
    }
    const bool sideways = gesture.kind == GestureKind::Wink || gesture.kind == GestureKind::Shake;
    if (sideways && upright) {
        return bad(fmt::format("'{}' goes left or right", clause.action->text));
    }
    KINOVAR_TRY(settle_numbers(clause, gesture.kind));
    gesture.amount = clause.amount;
    if (turns(gesture.kind)) {
        gesture.amount =
            std::min(clause.degrees.value_or(kUsualAngle) * clause.amount, kMostDegrees);
    }
    gesture.times = static_cast<int>(clause.times.value_or(1));
    gesture.pace = clause.tempo;
    gesture.hold = clause.seconds.value_or(gesture.kind == GestureKind::Wait ? kUsualWait : -1);
    return gesture;
}

double play(Score& score, Chance& chance, const std::vector<Moment>& moments, bool stays) {
    double next = kBefore;
    double over = next;
    for (std::size_t i = 0; i < moments.size(); ++i) {
        double soonest = next;
        for (const Gesture& gesture : moments[i]) {
            const bool last = i + 1 == moments.size();
            const GestureEnd end = perform(score, chance, gesture, next, stays && last);
            soonest = std::max(soonest, end.next);
            over = std::max(over, end.over);
        }
        next = soonest;
    }
    return std::max(over, next);
}

} // namespace

Result<Curves> curves_of_script(std::string_view text, const MotionStyle& style) {
    KINOVAR_TRY(check_seconds(style.seconds));
    KINOVAR_TRY_ASSIGN(const std::vector<Word> words, words_of(text));
    KINOVAR_TRY_ASSIGN(const std::vector<Moment> moments, Reader(words).read());
    const bool returns = style.ending == Ending::Return;
    Score score(kMostSeconds, style.ending == Ending::Loop);
    Chance chance(style.seed);
    const double length = play(score, chance, moments, style.ending != Ending::Loop) + kAfter;
    const double most = returns ? kMostSeconds / 2 : kMostSeconds;
    double wanted = style.seconds == 0 ? length : style.seconds / (returns ? 2 : 1);
    if (length * kFastest > wanted || wanted > most || (style.seconds == 0 && length > most)) {
        return bad(fmt::format("its motions take {:.1f} s; {} s can be given", length,
                               style.seconds == 0 ? most : wanted));
    }
    score.set_seconds(length);
    if (length > wanted) {
        score.stretch(wanted / length);
    }
    score.set_seconds(wanted);
    add_missing_blinks(score, chance);
    add_unrest(score, chance, kUnrest);
    add_breath(score, chance, kBreath);
    return score.played(style.ending, style);
}

} // namespace kinovar::portrait
