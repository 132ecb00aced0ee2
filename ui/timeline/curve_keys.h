#pragma once

#include "core/steps/portrait/motion/motion.h"

#include <QString>
#include <compare>
#include <cstddef>
#include <set>

// What can be done to the keys of motion curves, apart from any widget.
namespace kinovar::ui {

/// A key of a curve.
struct KeyPlace {
    portrait::Channel channel = portrait::Channel::Yaw;
    std::size_t index = 0;
    friend auto operator<=>(const KeyPlace&, const KeyPlace&) = default;
};
using KeyPlaces = std::set<KeyPlace>;

[[nodiscard]] QString channel_title(portrait::Channel channel);
/// With its unit: "8.0°", "0.45".
[[nodiscard]] QString channel_value(portrait::Channel channel, double value);

/// The latest time that a key can have: the second half of a motion there and back mirrors the
/// first.
[[nodiscard]] double last_key_time(const portrait::Curves& curves);
/// Null: there is none.
[[nodiscard]] const portrait::Key* key_at(const portrait::Curves& curves, const KeyPlace& place);
/// All of `places` moved together, by at most so much: values stay within their limits, keys in
/// order and `least_gap` seconds apart, those at both ends at their time. Where the motion is a
/// loop, its first and its last key have one value.
[[nodiscard]] portrait::Curves with_moved_keys(portrait::Curves curves, const KeyPlaces& places,
                                               double seconds, double value, double least_gap);
/// A key more; one that is there already (closer than `least_gap`) gets the value. `place`: where
/// it lies then; may be null.
[[nodiscard]] portrait::Curves with_key(portrait::Curves curves, portrait::Channel channel,
                                        portrait::Key key, double least_gap,
                                        KeyPlace* place = nullptr);
/// A channel without keys goes too.
[[nodiscard]] portrait::Curves without_keys(portrait::Curves curves, const KeyPlaces& places);

} // namespace kinovar::ui
