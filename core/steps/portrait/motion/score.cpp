#include "core/steps/portrait/motion/score.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::portrait {

namespace {

// Times of a blink, seconds (portraits filmed at 120 frames a second agree within 20 %).
constexpr double kClosing = 0.09;
constexpr double kClosed = 0.04;
constexpr double kOpening = 0.19;
/// Lids open fast at first and slow down.
constexpr double kOpeningShape = 0.8;

constexpr double kSameBlink = 0.2; ///< seconds

constexpr double kLeastSeconds = 0.4;
constexpr double kMostSeconds = 60;

/// Distance of the samples from which keys are chosen.
constexpr double kFine = 0.01;

double smoothstep(double x) {
    x = std::clamp(x, 0.0, 1.0);
    return x * x * (3 - 2 * x);
}

/// From 0 to 1 as a hand or head goes from place to place: the path of least jerk (T. Flash and N.
/// Hogan, J. Neurosci. 5(7), 1985).
double least_jerk(double x) {
    x = std::clamp(x, 0.0, 1.0);
    return x * x * x * (10 + x * (6 * x - 15));
}

double at(const Bump& bump, double time) {
    const double since = time - bump.start;
    const double up = least_jerk(since / bump.rise);
    return bump.hold == kStays
               ? bump.amount * up
               : bump.amount * (up - least_jerk((since - bump.rise - bump.hold) / bump.fall));
}

double end_of(const Bump& bump) {
    return bump.hold == kStays ? bump.start : bump.start + bump.rise + bump.hold + bump.fall;
}

double at(const Lid& lid, double time) {
    double since = (time - lid.start) / lid.pace;
    if (since < kClosing) {
        return lid.depth * smoothstep(since / kClosing);
    }
    since -= kClosing + kClosed;
    return since < 0 ? lid.depth
                     : lid.depth * (1 - smoothstep(std::pow(since / kOpening, kOpeningShape)));
}

double end_of(const Lid& lid) {
    return lid.start + lid.pace * (kClosing + kClosed + kOpening);
}

/// How far a channel's keys may leave out of its shape.
double tolerance_of(Channel channel) {
    constexpr double kShare = 0.004;
    const ChannelLimits limits = limits_of(channel);
    return kShare * std::max(-limits.least, limits.greatest);
}

/// The points that a polygon needs to stay within `tolerance` of all others (U. Ramer, 1972; D.
/// Douglas and T. Peucker, 1973).
void choose_points(const std::vector<Key>& points, std::size_t first, std::size_t last,
                   double tolerance, std::vector<bool>& chosen) {
    const Key& a = points[first];
    const Key& b = points[last];
    double worst = 0;
    std::size_t place = first;
    for (std::size_t i = first + 1; i < last; ++i) {
        const double part = (points[i].time - a.time) / (b.time - a.time);
        const double off = std::abs(points[i].value - (a.value + part * (b.value - a.value)));
        if (off > worst) {
            worst = off;
            place = i;
        }
    }
    if (worst > tolerance) {
        chosen[place] = true;
        choose_points(points, first, place, tolerance, chosen);
        choose_points(points, place, last, tolerance, chosen);
    }
}

} // namespace

Status check_seconds(double seconds) {
    if (seconds == 0 || (seconds >= kLeastSeconds && seconds <= kMostSeconds)) {
        return {};
    }
    return failure(
        ErrorCode::InvalidArgument, fmt::format("a motion of {} s cannot be made", seconds),
        fmt::format("give {} to {} s, or 0 for as long as it takes", kLeastSeconds, kMostSeconds));
}

void Score::stretch(double factor) {
    for (auto& [channel, part] : parts_) {
        for (Bump& bump : part.bumps) {
            bump.start *= factor;
            bump.rise *= factor;
            bump.hold *= factor;
            bump.fall *= factor;
        }
    }
    for (Lid& lid : lids_) {
        lid.start *= factor;
        lid.pace *= factor;
    }
    seconds_ *= factor;
}

void Score::add(Channel channel, const Bump& bump) {
    parts_[channel].bumps.push_back(bump);
}

void Score::add_wave(Channel channel, int periods, double amplitude, double phase) {
    parts_[channel].waves.push_back({periods, amplitude, phase});
}

std::vector<double> Score::blinks() const {
    std::vector<double> starts(lids_.size());
    std::transform(lids_.begin(), lids_.end(), starts.begin(),
                   [](const Lid& lid) { return lid.start; });
    std::sort(starts.begin(), starts.end());
    starts.erase(std::unique(starts.begin(), starts.end(),
                             [](double a, double b) { return b - a < kSameBlink; }),
                 starts.end());
    return starts;
}

double Score::value(Channel channel, double time) const {
    double sum = 0;
    // What began one or more rounds ago may still go on.
    const auto over_rounds = [&](double end, const auto& part) {
        const double rounds = closed_ ? std::floor(std::max(end - time, 0.0) / seconds_) : 0;
        for (double round = 0; round <= rounds; ++round) {
            part(time + round * seconds_);
        }
        if (closed_) {
            part(time - seconds_);
        }
    };
    if (const auto part = parts_.find(channel); part != parts_.end()) {
        for (const Bump& bump : part->second.bumps) {
            over_rounds(end_of(bump), [&](double t) { sum += at(bump, t); });
        }
        for (const Wave& wave : part->second.waves) {
            sum += wave.amplitude *
                   std::sin(2 * std::numbers::pi * (wave.periods * time / seconds_ + wave.phase));
        }
    }
    if (channel != Channel::BlinkLeft && channel != Channel::BlinkRight) {
        return sum;
    }
    for (const Lid& lid : lids_) { // lids that are down cannot be closed twice
        if (channel == Channel::BlinkLeft ? lid.left : lid.right) {
            over_rounds(end_of(lid), [&](double t) { sum = std::max(sum, at(lid, t)); });
        }
    }
    return sum;
}

std::vector<Key> Score::keys_of(Channel channel, double strength) const {
    const auto steps = static_cast<std::size_t>(std::ceil(seconds_ / kFine));
    std::vector<Key> points(steps + 1);
    for (std::size_t i = 0; i <= steps; ++i) {
        const double time = seconds_ * static_cast<double>(i) / static_cast<double>(steps);
        points[i] = {time, strength * value(channel, time)};
    }
    if (closed_) {
        points.back().value = points.front().value;
    }
    std::vector<bool> chosen(points.size());
    chosen.front() = true;
    chosen.back() = !closed_;
    choose_points(points, 0, steps, tolerance_of(channel), chosen);
    std::vector<Key> keys;
    for (std::size_t i = 0; i <= steps; ++i) {
        if (chosen[i]) {
            keys.push_back(points[i]);
        }
    }
    return keys;
}

Curves Score::played(Ending ending, const MotionStyle& style) const {
    Curves curves;
    curves.seconds = ending == Ending::Return ? 2 * seconds_ : seconds_;
    curves.ending = ending;
    for (std::size_t i = 0; i < kChannels; ++i) {
        const auto channel = static_cast<Channel>(i);
        const auto own = style.strengths.find(channel);
        const double strength = style.strength * (own == style.strengths.end() ? 1 : own->second);
        std::vector<Key> keys = keys_of(channel, strength);
        const bool moves =
            std::any_of(keys.begin(), keys.end(), [](const Key& key) { return key.value != 0; });
        if (moves) {
            curves.channels[channel] = std::move(keys);
        }
    }
    return curves;
}

} // namespace kinovar::portrait
