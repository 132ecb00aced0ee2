#pragma once

#include "core/base/mix64.h"

#include <cstdint>

namespace kinovar::steps::simulate {

using kinovar::mix64;

/// What a random number is for. Each purpose has its own stream, so switching one effect off leaves
/// the others as they were.
enum class Stream : std::uint64_t {
    WeaveX = 1,
    WeaveY,
    WeaveSlowX,
    WeaveSlowY,
    Gain,
    GainSlow,
    GainJump,
    TiltX,
    TiltY,
    Bow,
    Focus,
    Splice,
    ScratchTrack,
    Scratch,
    Grain,
    DustAmount,
    DustSlow,
    Dust,
};

[[nodiscard]] constexpr std::uint64_t stream_key(std::int64_t seed, Stream stream,
                                                 std::int64_t a = 0, std::int64_t b = 0) {
    std::uint64_t key = mix64(static_cast<std::uint64_t>(seed));
    key = mix64(key ^ static_cast<std::uint64_t>(stream));
    key = mix64(key ^ static_cast<std::uint64_t>(a));
    return mix64(key ^ static_cast<std::uint64_t>(b));
}

/// Random numbers by counter: the i-th number is a hash of (key, i) and of nothing else, so any
/// frame can be made alone and in any order, on any standard library. Not thread-safe; make one
/// where needed (it is two words).
class CounterRandom {
public:
    explicit CounterRandom(std::uint64_t key) : key_(key) {}

    [[nodiscard]] std::uint64_t bits() { return mix64(key_ + 0xD1342543DE82EF95ULL * ++count_); }
    /// [0, 1)
    [[nodiscard]] double uniform() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }
    [[nodiscard]] double between(double low, double high) { return low + (high - low) * uniform(); }
    /// Log-uniform: as many between 1 and 2 as between 2 and 4.
    [[nodiscard]] double log_between(double low, double high);
    [[nodiscard]] bool chance(double probability) { return uniform() < probability; }
    [[nodiscard]] int sign() { return (bits() >> 63) != 0 ? 1 : -1; }
    /// Mean 0, variance 1 (Box and Muller).
    [[nodiscard]] double normal();
    /// Number of events where `mean` are expected; mean up to a few thousand.
    [[nodiscard]] int poisson(double mean);

private:
    std::uint64_t key_;
    std::uint64_t count_ = 0;
};

/// Quotient rounded towards minus infinity; b > 0.
[[nodiscard]] constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    return a >= 0 ? a / b : -((b - 1 - a) / b);
}

/// Normal noise at the integers, joined by a smooth curve. About variance 0.75; period 1.
[[nodiscard]] double smooth_noise(std::uint64_t key, double t);

/// First-order autoregressive noise of variance 1 at frame n: a sum over the last draws, so that it
/// needs no history. 0 ≤ memory ≤ 0.8.
[[nodiscard]] double autoregressive_noise(std::uint64_t key, std::int64_t n, double memory);

/// Fractal value noise over the plane in about [-1, 1], feature size 1, four octaves.
[[nodiscard]] double fractal_noise(std::uint64_t key, double x, double y);

} // namespace kinovar::steps::simulate
