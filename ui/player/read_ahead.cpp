#include "ui/player/read_ahead.h"

#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr double kAheadSeconds = 2;
/// Frames before the playhead that are kept ready for a step back while it stands.
constexpr std::int64_t kBehind = 6;
/// How much a new measurement counts.
constexpr double kLearning = 0.3;
/// Pictures are made by so many threads.
constexpr double kThreads = 2;
constexpr double kUsualRate = 25;
/// Frames that take longer than this are not played, but stepped through.
constexpr double kLongestLead = 4;

double rate_of(const pipeline::ClipInfo& info) {
    return info.rate.known() ? info.rate.value() : kUsualRate;
}

/// Round the range where play loops; nothing beyond an end.
bool bring_into(std::int64_t& frame, const ReadAhead::Place& place) {
    const std::int64_t length = place.range.last - place.range.first + 1;
    if (place.loops && place.speed != 0 && length > 0) {
        const std::int64_t into = (frame - place.range.first) % length;
        frame = place.range.first + (into < 0 ? into + length : into);
        return true;
    }
    return frame >= 0 && frame < place.reel->frames;
}

} // namespace

void ReadAhead::learn(const preview::Arrival& arrival, const Shown& shown) {
    const bool is_shown =
        std::any_of(shown.views.begin(), shown.views.end(), [&](const preview::View& view) {
            return view.full->info().key == arrival.clip;
        });
    if (!arrival.picture || !is_shown || arrival.quality != preview::Quality::Full) {
        return;
    }
    const auto [at, is_new] = seconds_.try_emplace(arrival.clip.low, arrival.seconds);
    if (!is_new) {
        at->second += kLearning * (arrival.seconds - at->second);
    }
}

ReadAhead::Pace ReadAhead::pace(const Shown& shown, const Place& place) const {
    double seconds = 0;
    for (const preview::View& view : shown.views) {
        const auto known = seconds_.find(view.full->info().key.low);
        seconds += known == seconds_.end() ? 0 : known->second;
    }
    const double frames_a_second = rate_of(*place.reel) * std::abs(place.speed);
    const double busy = frames_a_second * seconds / kThreads;
    Pace pace;
    pace.stride = std::max<std::int64_t>(1, std::llround(std::abs(place.speed)));
    if (busy > 1 && !place.every_frame) {
        const double lead = std::min(seconds, kLongestLead) * frames_a_second;
        pace.lead = static_cast<std::int64_t>(std::ceil(lead));
        pace.stride = std::max(pace.stride, static_cast<std::int64_t>(std::ceil(busy)));
    }
    return pace;
}

std::vector<std::int64_t> ReadAhead::frames(const Shown& shown, const Place& place) const {
    std::vector<std::int64_t> list;
    const auto add = [&](std::int64_t frame) {
        if (bring_into(frame, place) && std::find(list.begin(), list.end(), frame) == list.end()) {
            list.push_back(frame);
        }
    };
    const auto span = static_cast<std::int64_t>(std::ceil(kAheadSeconds * rate_of(*place.reel)));
    if (place.speed == 0) {
        for (std::int64_t i = 0; i <= span; ++i) {
            add(place.frame + i);
        }
        // In order, and last: most films can only be decoded forwards.
        for (std::int64_t i = kBehind; i > 0; --i) {
            add(place.frame - i);
        }
        return list;
    }
    const Pace steps = pace(shown, place);
    const std::int64_t direction = place.speed > 0 ? 1 : -1;
    // On a fixed grid, so that a frame that was asked for stays asked for as the playhead moves.
    std::int64_t frame = place.frame + direction * steps.lead;
    if (steps.lead > 0) {
        const std::int64_t past = std::abs(frame) % steps.stride;
        frame += direction > 0 ? (steps.stride - past) % steps.stride : -past;
    }
    for (std::int64_t i = 0; i <= span; ++i) {
        add(frame + direction * i * steps.stride);
    }
    return list;
}

std::vector<preview::Wanted> ReadAhead::wanted(const Shown& shown, const Place& place) const {
    std::vector<preview::Wanted> list;
    if (place.reel == nullptr || place.reel->frames <= 0) {
        return list;
    }
    for (const std::int64_t frame : frames(shown, place)) {
        for (std::size_t i = 0; i < shown.views.size(); ++i) {
            const double fraction = frame == place.frame ? place.fraction : 0;
            const pipeline::ClipInfo& info = shown.views[i].full->info();
            const preview::Wanted item{
                shown.views[i], preview::frame_at_same_time(*place.reel, frame, fraction, info),
                shown.layers[i]};
            list.push_back(item);
            if (place.speed == 0 || info.frames <= place.reel->frames) {
                continue;
            }
            // A view with more frames than the reel: those in between are shown too.
            const std::int64_t next = preview::frame_at_same_time(*place.reel, frame, 1, info);
            for (std::int64_t between = item.frame + 1; between < next; ++between) {
                list.push_back({shown.views[i], between, shown.layers[i]});
            }
        }
    }
    return list;
}

} // namespace kinovar::ui
