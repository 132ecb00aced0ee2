#include "core/media/frame_rate.h"

#include <array>
#include <cmath>

extern "C" {
#include <libavutil/rational.h>
}

namespace kinovar::media {

namespace {

constexpr double kToleranceTicks = 1.01;
constexpr double kRoundingOfRates = 1e-5;
constexpr std::array kCommonRates{
    Rational{24000, 1001}, Rational{24, 1},       Rational{25, 1},  Rational{30000, 1001},
    Rational{30, 1},       Rational{50, 1},       Rational{48, 1},  Rational{60000, 1001},
    Rational{60, 1},       Rational{120, 1},      Rational{16, 1},  Rational{18, 1},
    Rational{15, 1},       Rational{12, 1},       Rational{20, 1},  Rational{15000, 1001},
    Rational{10, 1},       Rational{48000, 1001}, Rational{100, 1}, Rational{120000, 1001},
};

bool fits(std::span<const std::int64_t> times, Rational time_base, Rational rate) {
    if (!rate.known()) {
        return false;
    }
    const double ticks = 1.0 / (rate.value() * time_base.value());
    for (std::size_t i = 1; i < times.size(); ++i) {
        const auto elapsed = static_cast<double>(times[i] - times[0]);
        if (std::abs(elapsed - static_cast<double>(i) * ticks) > kToleranceTicks) {
            return false;
        }
    }
    return true;
}

/// What a file that keeps the length of a frame in whole nanoseconds meant; `rate` itself
/// otherwise.
Rational common_rate_near(Rational rate) {
    for (const Rational& common : kCommonRates) {
        if (std::abs(common.value() - rate.value()) < kRoundingOfRates * common.value()) {
            return common;
        }
    }
    return rate.reduced();
}

Rational average(std::span<const std::int64_t> times, Rational time_base) {
    const auto count = static_cast<std::int64_t>(times.size()) - 1;
    const std::int64_t elapsed = times.back() - times.front();
    int num = 0;
    int den = 1;
    av_reduce(&num, &den, count * time_base.den, elapsed * time_base.num, INT32_MAX);
    return {num, den};
}

} // namespace

FrameRate frame_rate_of(std::span<const std::int64_t> times, Rational time_base,
                        std::span<const Rational> candidates) {
    if (times.size() < 2) {
        return {};
    }
    for (const Rational& candidate : candidates) {
        if (fits(times, time_base, candidate)) {
            const Rational exact = common_rate_near(candidate);
            return {fits(times, time_base, exact) ? exact : candidate.reduced(), false};
        }
    }
    for (const Rational& candidate : kCommonRates) {
        if (fits(times, time_base, candidate)) {
            return {candidate, false};
        }
    }
    const Rational mean = average(times, time_base);
    return {mean, !fits(times, time_base, mean)};
}

} // namespace kinovar::media
