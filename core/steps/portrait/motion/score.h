#pragma once

// Private to core/steps/portrait/motion.

#include "core/base/mix64.h"
#include "core/steps/portrait/motion/motion.h"

#include <limits>
#include <vector>

namespace kinovar::portrait {

/// Numbers that a seed determines, the same on every machine.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(mix64(seed)) {}
    /// Evenly from `least` to `greatest`.
    double between(double least, double greatest) {
        state_ = mix64(state_);
        constexpr double kUnit = 1.0 / (1ULL << 53U);
        return least + (greatest - least) * static_cast<double>(state_ >> 11U) * kUnit;
    }
    bool with_probability(double probability) { return between(0, 1) < probability; }

private:
    std::uint64_t state_;
};

inline constexpr double kStays = std::numeric_limits<double>::infinity();

/// A channel goes to an amount, holds it and goes back, with the least jerk. Seconds.
struct Bump {
    double start = 0;
    double rise = 1;
    double hold = 0; ///< kStays: it does not go back
    double fall = 1;
    double amount = 1;
};

struct Lid {
    double start = 0;
    double depth = 1; ///< 1: closed
    double pace = 1;  ///< seconds are multiplied by it
    bool left = true;
    bool right = true;
};

/// 0 (as long as it takes) or 0.4 to 60.
[[nodiscard]] Status check_seconds(double seconds);

/// What a face does, as a sum of movements; played into keys in the end.
class Score {
public:
    /// `closed`: movements that last beyond the end run on at the start.
    Score(double seconds, bool closed) : seconds_(seconds), closed_(closed) {}

    [[nodiscard]] double seconds() const { return seconds_; }
    [[nodiscard]] bool closed() const { return closed_; }
    /// The length becomes known at the end where words are played as long as they take.
    void set_seconds(double seconds) { seconds_ = seconds; }
    /// Everything so far is played in `factor` times the time.
    void stretch(double factor);

    void add(Channel channel, const Bump& bump);
    /// Closes the lids in 90 ms, holds them for 40 ms and opens them in 190 ms.
    void add(const Lid& lid) { lids_.push_back(lid); }
    /// A sine with whole periods in the length.
    void add_wave(Channel channel, int periods, double amplitude, double phase);

    /// When blinks begin, ascending; those of the two eyes count as one.
    [[nodiscard]] std::vector<double> blinks() const;

    /// Keys as few as the shape allows. `style` gives strengths; ending and length are the score's.
    [[nodiscard]] Curves played(Ending ending, const MotionStyle& style) const;

private:
    struct Wave {
        int periods;
        double amplitude, phase;
    };
    struct Part {
        std::vector<Bump> bumps;
        std::vector<Wave> waves;
    };

    [[nodiscard]] double value(Channel channel, double time) const;
    [[nodiscard]] std::vector<Key> keys_of(Channel channel, double strength) const;

    double seconds_;
    bool closed_;
    std::map<Channel, Part> parts_;
    std::vector<Lid> lids_;
};

} // namespace kinovar::portrait
