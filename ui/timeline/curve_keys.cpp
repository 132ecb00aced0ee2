#include "ui/timeline/curve_keys.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

namespace kinovar::ui {

namespace {

using portrait::Channel;
using portrait::Curves;
using portrait::Key;

bool is_angle(Channel channel) {
    return channel == Channel::Yaw || channel == Channel::Pitch || channel == Channel::Roll;
}

bool at_end(const Curves& curves, const Key& key) {
    return key.time <= 0 || key.time >= last_key_time(curves);
}

/// How far the chosen keys may move in time, none leaving its place between those that stay.
double allowed_shift(const Curves& curves, const KeyPlaces& places, double wanted, double gap) {
    const double end = last_key_time(curves);
    double least = -curves.seconds;
    double most = curves.seconds;
    for (const KeyPlace& place : places) {
        const std::vector<Key>& keys = curves.channels.at(place.channel);
        const Key& key = keys[place.index];
        if (at_end(curves, key)) {
            return 0;
        }
        const auto stays = [&](std::size_t index) {
            return !places.contains({place.channel, index});
        };
        double before = 0;
        double after = end;
        if (place.index > 0) {
            before = stays(place.index - 1) ? keys[place.index - 1].time : -curves.seconds;
        }
        if (place.index + 1 < keys.size()) {
            after = stays(place.index + 1) ? keys[place.index + 1].time : 2 * curves.seconds;
        }
        least = std::max(least, before + gap - key.time);
        most = std::min(most, after - gap - key.time);
    }
    return least <= most ? std::clamp(wanted, least, most) : 0;
}

double within_limits(Channel channel, double value) {
    const portrait::ChannelLimits limits = portrait::limits_of(channel);
    return std::clamp(value, limits.least, limits.greatest);
}

/// The end of a loop is its start.
void tie_ends(Curves& curves, Channel channel, std::size_t changed) {
    std::vector<Key>& keys = curves.channels.at(channel);
    const bool both =
        keys.size() > 1 && keys.front().time <= 0 && keys.back().time >= curves.seconds;
    if (curves.ending != portrait::Ending::Loop || !both) {
        return;
    }
    if (changed == 0) {
        keys.back().value = keys.front().value;
    } else if (changed + 1 == keys.size()) {
        keys.front().value = keys.back().value;
    }
}

} // namespace

double last_key_time(const Curves& curves) {
    return curves.ending == portrait::Ending::Return ? curves.seconds / 2 : curves.seconds;
}

QString channel_title(Channel channel) {
    const auto text = [](const char* title) {
        return QCoreApplication::translate("Curves", title);
    };
    switch (channel) {
    case Channel::Yaw:
        return text(QT_TRANSLATE_NOOP("Curves", "Turn"));
    case Channel::Pitch:
        return text(QT_TRANSLATE_NOOP("Curves", "Nod"));
    case Channel::Roll:
        return text(QT_TRANSLATE_NOOP("Curves", "Tilt"));
    case Channel::ShiftX:
        return text(QT_TRANSLATE_NOOP("Curves", "Sideways"));
    case Channel::ShiftY:
        return text(QT_TRANSLATE_NOOP("Curves", "Up and down"));
    case Channel::BlinkLeft:
        return text(QT_TRANSLATE_NOOP("Curves", "Left lid"));
    case Channel::BlinkRight:
        return text(QT_TRANSLATE_NOOP("Curves", "Right lid"));
    case Channel::GazeX:
        return text(QT_TRANSLATE_NOOP("Curves", "Gaze sideways"));
    case Channel::GazeY:
        return text(QT_TRANSLATE_NOOP("Curves", "Gaze up, down"));
    case Channel::Smile:
        return text(QT_TRANSLATE_NOOP("Curves", "Smile"));
    case Channel::Brow:
        return text(QT_TRANSLATE_NOOP("Curves", "Brows"));
    case Channel::Mouth:
        return text(QT_TRANSLATE_NOOP("Curves", "Mouth opens"));
    case Channel::Widen:
        return text(QT_TRANSLATE_NOOP("Curves", "Mouth widens"));
    case Channel::Breath:
        return text(QT_TRANSLATE_NOOP("Curves", "Breath"));
    }
    return {};
}

QString channel_value(Channel channel, double value) {
    if (is_angle(channel)) {
        return QCoreApplication::translate("Curves", "%1°", "an angle")
            .arg(QLocale().toString(value, 'f', 1));
    }
    constexpr int kDigits = 2;
    return QLocale().toString(value, 'f', kDigits);
}

const Key* key_at(const Curves& curves, const KeyPlace& place) {
    const auto at = curves.channels.find(place.channel);
    const bool there = at != curves.channels.end() && place.index < at->second.size();
    return there ? &at->second[place.index] : nullptr;
}

Curves with_moved_keys(Curves curves, const KeyPlaces& places, double seconds, double value,
                       double least_gap) {
    const double shift = allowed_shift(curves, places, seconds, least_gap);
    for (const KeyPlace& place : places) {
        Key& key = curves.channels.at(place.channel)[place.index];
        key.time += shift;
        key.value = within_limits(place.channel, key.value + value);
    }
    for (const KeyPlace& place : places) {
        tie_ends(curves, place.channel, place.index);
    }
    return curves;
}

Curves with_key(Curves curves, Channel channel, Key key, double least_gap, KeyPlace* place) {
    std::vector<Key>& keys = curves.channels[channel];
    key.time = std::clamp(key.time, 0.0, last_key_time(curves));
    if (curves.ending == portrait::Ending::Loop && key.time > curves.seconds - least_gap) {
        key.time = 0; // the end of a loop is its start
    }
    key.value = within_limits(channel, key.value);
    auto at = std::find_if(keys.begin(), keys.end(),
                           [&](const Key& other) { return other.time > key.time - least_gap; });
    if (at != keys.end() && at->time < key.time + least_gap) {
        at->value = key.value;
    } else {
        at = keys.insert(at, key);
    }
    const auto index = static_cast<std::size_t>(at - keys.begin());
    tie_ends(curves, channel, index);
    if (place != nullptr) {
        *place = {channel, index};
    }
    return curves;
}

Curves without_keys(Curves curves, const KeyPlaces& places) {
    for (auto place = places.rbegin(); place != places.rend(); ++place) { // the last index first
        const auto at = curves.channels.find(place->channel);
        if (at == curves.channels.end() || place->index >= at->second.size()) {
            continue;
        }
        at->second.erase(at->second.begin() + static_cast<std::ptrdiff_t>(place->index));
        if (at->second.empty()) {
            curves.channels.erase(at);
        }
    }
    return curves;
}

} // namespace kinovar::ui
