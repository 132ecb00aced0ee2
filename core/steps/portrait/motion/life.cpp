#include "core/steps/portrait/motion/life.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kinovar::portrait {

namespace {

// Unrest of the head, in degrees, and its spectrum.
constexpr double kYawUnrest = 0.8;
constexpr double kPitchUnrest = 0.5;
constexpr double kRollUnrest = 0.4;
constexpr double kUnrestNorm = 1.6;
constexpr double kFastest = 1.25; ///< Hz
constexpr double kKnee = 0.25;    ///< Hz; below it the spectrum is flat
constexpr double kCalmBelow = 2;  ///< seconds: in shorter loops the same unrest would be a tremor

// Small jumps of the eyes, in iris radii.
constexpr double kFixationX = 0.055;
constexpr double kFixationY = 0.03;
constexpr double kFixation = 0.9; ///< seconds
constexpr double kSaccade = 0.05; ///< seconds

constexpr double kBreath = 4; ///< seconds
constexpr double kShortestBreath = 3;
constexpr double kUnevenBreath = 0.06;

// Seconds between blinks.
constexpr double kLeastInterval = 2;
constexpr double kMostInterval = 5;
constexpr double kUsualInterval = 3.3;
/// A short loop without any blinks more often: two in four seconds.
constexpr double kShortLoop = 6;
constexpr double kShortInterval = 2.6;
constexpr double kTooShortToBlink = 1.5;
constexpr double kFirstBlink = 0.18; ///< of the length

void add_noise(Score& score, Chance& chance, Channel channel, double amount) {
    const double seconds = score.seconds();
    const int highest = std::max(1, static_cast<int>(kFastest * seconds));
    const double density = std::sqrt(1 / (kKnee * seconds)) / kUnrestNorm;
    for (int k = 1; k <= highest; ++k) {
        const double slope = std::max(1.0, k / seconds / kKnee);
        score.add_wave(channel, k, amount * density * chance.between(0.6, 1) / slope,
                       chance.between(0, 1));
    }
}

std::vector<Waypoint> fixations(const Score& score, Chance& chance, double amplitude) {
    const int count = std::max(2, static_cast<int>(std::lround(score.seconds() / kFixation)));
    const double slot = score.seconds() / count;
    std::vector<Waypoint> path(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < path.size(); ++i) {
        path[i] = {slot * (static_cast<double>(i) + chance.between(0, 0.6)),
                   std::min(kSaccade, slot / 4), chance.between(-amplitude, amplitude)};
    }
    return path;
}

/// `count` uneven parts of a gap, none too short or long where that can be had.
std::vector<double> uneven_parts(Chance& chance, double gap, int count) {
    constexpr int kTries = 30;
    std::vector<double> parts(static_cast<std::size_t>(count), gap / count);
    for (int attempt = 0; attempt < kTries; ++attempt) {
        std::vector<double> drawn(parts.size());
        std::generate(drawn.begin(), drawn.end(), [&] { return chance.between(0.6, 1.5); });
        const double sum = std::accumulate(drawn.begin(), drawn.end(), 0.0);
        for (double& part : drawn) {
            part *= gap / sum;
        }
        const auto [least, most] = std::minmax_element(drawn.begin(), drawn.end());
        if (*least >= kLeastInterval && *most <= kMostInterval) {
            return drawn;
        }
    }
    return parts;
}

void fill_gap(Score& score, Chance& chance, double from, double gap, int parts) {
    double time = from;
    const std::vector<double> lengths = uneven_parts(chance, gap, parts);
    for (std::size_t i = 0; i + 1 < lengths.size(); ++i) {
        time += lengths[i];
        add_blink(score, chance, score.closed() ? std::fmod(time, score.seconds()) : time);
    }
}

} // namespace

void add_path(Score& score, Channel channel, const std::vector<Waypoint>& path) {
    for (std::size_t i = 0; i < path.size(); ++i) {
        const bool last = i + 1 == path.size();
        Bump bump{.start = path[i].time, .rise = path[i].travel, .amount = path[i].value};
        if (last && !score.closed()) {
            bump.hold = kStays;
        } else {
            const Waypoint& next = path[last ? 0 : i + 1];
            const double leaves = next.time + (last ? score.seconds() : 0);
            bump.hold = leaves - path[i].time - path[i].travel;
            bump.fall = next.travel;
        }
        score.add(channel, bump);
    }
}

void add_unrest(Score& score, Chance& chance, double amount) {
    const double calm = amount * std::min(1.0, score.seconds() / kCalmBelow);
    add_noise(score, chance, Channel::Yaw, kYawUnrest * calm);
    add_noise(score, chance, Channel::Pitch, kPitchUnrest * calm);
    add_noise(score, chance, Channel::Roll, kRollUnrest * calm);
    add_path(score, Channel::GazeX, fixations(score, chance, kFixationX * calm));
    add_path(score, Channel::GazeY, fixations(score, chance, kFixationY * calm));
}

void add_breath(Score& score, Chance& chance, double depth) {
    const int breaths = std::max(1, static_cast<int>(std::lround(score.seconds() / kBreath)));
    const double shallow = std::min(1.0, score.seconds() / kShortestBreath);
    const double half = depth * shallow * shallow / 2;
    constexpr double kQuarter = 0.25;
    const double phase = chance.between(-0.1, 0.1) - kQuarter;
    score.add_wave(Channel::Breath, 0, half, kQuarter);
    score.add_wave(Channel::Breath, breaths, half * (1 - kUnevenBreath), phase);
    if (breaths > 1) {
        score.add_wave(Channel::Breath, breaths - 1, half * kUnevenBreath, chance.between(0, 1));
    }
}

void add_blink(Score& score, Chance& chance, double start, double pace) {
    const bool left_first = chance.with_probability(0.5);
    const double later = pace * chance.between(0.006, 0.016);
    const double shallower = chance.between(0.95, 0.99);
    score.add(Lid{start, 1, pace, left_first, !left_first});
    score.add(Lid{start + later, shallower, pace, !left_first, left_first});
}

void add_missing_blinks(Score& score, Chance& chance) {
    const double seconds = score.seconds();
    if (seconds < kTooShortToBlink) {
        return;
    }
    std::vector<double> blinks = score.blinks();
    double usual = kUsualInterval;
    if (blinks.empty()) {
        blinks.push_back(seconds * (kFirstBlink + chance.between(-0.03, 0.03)));
        add_blink(score, chance, blinks.front());
        usual = seconds < kShortLoop ? kShortInterval : kUsualInterval;
    }
    for (std::size_t i = 0; i < blinks.size(); ++i) {
        const bool last = i + 1 == blinks.size();
        const double next = last ? seconds + (score.closed() ? blinks.front() : 0) : blinks[i + 1];
        const double gap = next - blinks[i];
        const int parts = static_cast<int>(std::lround(gap / usual));
        if (parts > 1) {
            fill_gap(score, chance, blinks[i], gap, parts);
        }
    }
}

} // namespace kinovar::portrait
