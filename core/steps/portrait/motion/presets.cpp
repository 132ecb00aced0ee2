#include "core/steps/portrait/motion/gestures.h"
#include "core/steps/portrait/motion/life.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {

namespace {

constexpr double kUsualSeconds = 4;

// The head of the preset "living" goes from side to side.
constexpr double kLivingYaw = 8;      ///< degrees
constexpr double kLivingPitch = 1.5;  ///< degrees
constexpr double kLivingRoll = 1.2;   ///< degrees
constexpr double kLivingTravel = 1.5; ///< seconds at most
constexpr double kFirstTurn = 0.2;    ///< of the length, where no blink says when
constexpr double kLivingGaze = 0.18;  ///< iris radii
constexpr double kLivingSmile = 0.6;
constexpr double kSmileEvery = 9; ///< seconds
/// Beside a gesture the rest of the face is calmer.
constexpr double kCalm = 0.6;
constexpr double kQuietBreath = 0.8;

void play_living_head(Score& score, Chance& chance) {
    std::vector<double> starts = score.blinks();
    if (starts.size() < 2) {
        const double first = starts.empty() ? kFirstTurn * score.seconds() : starts.front();
        starts = {first, first + score.seconds() / 2};
    }
    std::vector<Waypoint> yaw, pitch, roll;
    double way = chance.with_probability(0.5) ? 1 : -1;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const double next =
            i + 1 < starts.size() ? starts[i + 1] : starts.front() + score.seconds();
        const double travel = std::min(kLivingTravel, 0.65 * (next - starts[i]));
        const double start = starts[i] + 0.02;
        const double share = chance.between(0.8, 1);
        yaw.push_back({start, travel, way * share * kLivingYaw});
        pitch.push_back({start + 0.04, travel, chance.between(-1, 1) * kLivingPitch});
        roll.push_back({start + 0.08, travel, way * chance.between(0.3, 1) * kLivingRoll});
        score.add(Channel::GazeX, {start - 0.08, std::min(0.06, travel / 4), 0.35 * travel,
                                   0.5 * travel, way * kLivingGaze});
        way = chance.with_probability(starts.size() > 3 ? 0.8 : 1) ? -way : way;
    }
    add_path(score, Channel::Yaw, yaw);
    add_path(score, Channel::Pitch, pitch);
    add_path(score, Channel::Roll, roll);
}

void play_living_smile(Score& score, Chance& chance) {
    const int smiles = std::max(1, static_cast<int>(std::lround(score.seconds() / kSmileEvery)));
    const double slot = score.seconds() / smiles;
    for (int i = 0; i < smiles; ++i) {
        const double amount = kLivingSmile * chance.between(0.8, 1.1);
        const double start = slot * (i + 0.15 + (smiles > 1 ? chance.between(0, 0.15) : 0));
        const Bump bump{start, std::min(0.23 * slot, 1.0), std::min(0.24 * slot, 2.2),
                        std::min(0.3 * slot, 1.4), amount};
        score.add(Channel::Smile, bump);
        score.add(Channel::Brow, {start + 0.1 * bump.rise, 0.6 * bump.rise, 0.5 * bump.hold,
                                  bump.fall, 0.3 * amount});
    }
}

void play_living(Score& score, Chance& chance) {
    add_missing_blinks(score, chance);
    play_living_head(score, chance);
    play_living_smile(score, chance);
    add_unrest(score, chance, 1);
    add_breath(score, chance, 1);
}

struct Entry {
    MotionPreset text;
    std::vector<Gesture> gestures; ///< one after another, once in `every` seconds
    double every = 5;
};

using K = GestureKind;
using D = Direction;

const std::vector<Entry>& entries() {
    static const std::vector<Entry> list = {
        {{"living", "Living",
          "The head turns a little from side to side, with blinks, breath and a hint of a smile."},
         {}},
        {{"smile", "Smile", "A smile with closed lips that comes and goes."}, {{K::Smile}}},
        {{"blink", "Blink", "The eyes blink now and then; the head is nearly still."},
         {{K::Blink}},
         3},
        {{"nod", "Nod", "The head nods twice."}, {{.kind = K::Nod, .times = 2}}, 4},
        {{"turn-left", "Turn left", "The head turns to the viewer's left and back."},
         {{.kind = K::Turn, .direction = D::Left, .amount = 8}}},
        {{"turn-right", "Turn right", "The head turns to the viewer's right and back."},
         {{.kind = K::Turn, .direction = D::Right, .amount = 8}}},
        {{"tilt", "Tilt", "The head leans to the viewer's right and back."},
         {{.kind = K::Tilt, .direction = D::Right, .amount = 6}}},
        {{"look-around", "Look around",
          "The eyes look left, right and up, the head follows a little."},
         {{.kind = K::Look, .direction = D::Left},
          {.kind = K::Look, .direction = D::Right},
          {.kind = K::Look, .direction = D::Up, .amount = 0.8}},
         6},
        {{"brow-raise", "Raise brows", "The brows rise and sink again."}, {{K::Brows}}, 4},
        {{"breathing", "Quiet breathing", "Chest and shoulders rise and fall; the face rests."},
         {}},
        {{"wink", "Wink", "One eye closes for a moment, with a touch of a smile."}, {{K::Wink}}, 5},
    };
    return list;
}

/// The gestures of one round, as fast as `pace` says; when the last is over.
double play_round(Score& score, Chance& chance, const std::vector<Gesture>& gestures, double start,
                  double pace, bool stays) {
    double over = start;
    double next = start;
    for (std::size_t i = 0; i < gestures.size(); ++i) {
        Gesture gesture = gestures[i];
        gesture.pace *= pace;
        const bool last = i + 1 == gestures.size();
        const GestureEnd end = perform(score, chance, gesture, next, stays && last);
        over = std::max(over, end.over);
        next = end.next;
    }
    return over;
}

void play_gestures(Score& score, Chance& chance, const Entry& entry, bool stays) {
    const int rounds = std::max(1, static_cast<int>(std::lround(score.seconds() / entry.every)));
    const double slot = score.seconds() / rounds;
    Score rehearsal(slot, false);
    const double length = play_round(rehearsal, chance, entry.gestures, 0, 1, stays);
    constexpr double kFull = 0.94; // of the slot, at most
    const double pace = std::min(1.0, kFull * slot / length);
    const double slack = slot - length * pace;
    for (int i = 0; i < rounds; ++i) {
        const double start = slot * i + slack * chance.between(0.3, 0.6);
        play_round(score, chance, entry.gestures, start, pace, stays && i + 1 == rounds);
    }
}

} // namespace

const std::vector<MotionPreset>& motion_presets() {
    static const std::vector<MotionPreset> presets = [] {
        std::vector<MotionPreset> list(entries().size());
        std::transform(entries().begin(), entries().end(), list.begin(),
                       [](const Entry& entry) { return entry.text; });
        return list;
    }();
    return presets;
}

Result<Curves> curves_of_preset(std::string_view name, const MotionStyle& style) {
    const auto entry = std::find_if(entries().begin(), entries().end(),
                                    [&](const Entry& e) { return e.text.name == name; });
    if (entry == entries().end()) {
        std::string known;
        for (const Entry& e : entries()) {
            known += (known.empty() ? "" : ", ") + e.text.name;
        }
        return failure(ErrorCode::NotFound,
                       fmt::format("no motion is called '{}'", name.substr(0, 40)),
                       "known: " + known);
    }
    KINOVAR_TRY(check_seconds(style.seconds));
    const double seconds = style.seconds == 0 ? kUsualSeconds : style.seconds;
    const bool returns = style.ending == Ending::Return;
    Score score(returns ? seconds / 2 : seconds, style.ending == Ending::Loop);
    Chance chance(style.seed);
    if (name == "living") {
        play_living(score, chance);
        return score.played(style.ending, style);
    }
    if (!entry->gestures.empty()) {
        play_gestures(score, chance, *entry, returns);
    }
    add_missing_blinks(score, chance);
    add_unrest(score, chance, kCalm);
    add_breath(score, chance, entry->gestures.empty() ? 1 : kQuietBreath);
    return score.played(style.ending, style);
}

} // namespace kinovar::portrait
