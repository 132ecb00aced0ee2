#include "core/steps/simulate/counter_random.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::steps::simulate {

namespace {

double smooth_step(double t) {
    return t * t * (3 - 2 * t);
}

double normal_at(std::uint64_t key, std::int64_t i) {
    return CounterRandom(mix64(key ^ static_cast<std::uint64_t>(i))).normal();
}

/// [-1, 1) at the integer points of the plane.
double lattice_value(std::uint64_t key, std::int64_t x, std::int64_t y) {
    const std::uint64_t place =
        static_cast<std::uint64_t>(x) * 0x9E3779B97F4A7C15ULL + static_cast<std::uint64_t>(y);
    return static_cast<double>(mix64(key ^ place) >> 11) * 0x1.0p-52 - 1;
}

double value_noise(std::uint64_t key, double x, double y) {
    const double floor_x = std::floor(x);
    const double floor_y = std::floor(y);
    const auto column = static_cast<std::int64_t>(floor_x);
    const auto row = static_cast<std::int64_t>(floor_y);
    const double tx = smooth_step(x - floor_x);
    const double ty = smooth_step(y - floor_y);
    return std::lerp(
        std::lerp(lattice_value(key, column, row), lattice_value(key, column + 1, row), tx),
        std::lerp(lattice_value(key, column, row + 1), lattice_value(key, column + 1, row + 1), tx),
        ty);
}

} // namespace

double CounterRandom::log_between(double low, double high) {
    return low * std::pow(high / low, uniform());
}

double CounterRandom::normal() {
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
}

int CounterRandom::poisson(double mean) {
    constexpr double kExactUpTo = 30;
    if (mean > kExactUpTo) {
        return std::max(0, static_cast<int>(std::lround(mean + std::sqrt(mean) * normal())));
    }
    const double limit = std::exp(-std::max(mean, 0.0));
    int count = 0;
    for (double product = uniform(); product > limit; product *= uniform()) {
        ++count;
    }
    return count;
}

double smooth_noise(std::uint64_t key, double t) {
    const double floor_t = std::floor(t);
    const auto i = static_cast<std::int64_t>(floor_t);
    return std::lerp(normal_at(key, i), normal_at(key, i + 1), smooth_step(t - floor_t));
}

double autoregressive_noise(std::uint64_t key, std::int64_t n, double memory) {
    constexpr double kForgotten = 1e-3;
    double sum = 0;
    double weight = std::sqrt(1 - memory * memory);
    for (std::int64_t back = 0; weight > kForgotten; ++back, weight *= memory) {
        sum += weight * normal_at(key, n - back);
    }
    return sum;
}

double fractal_noise(std::uint64_t key, double x, double y) {
    constexpr int kOctaves = 4;
    constexpr double kGain = 0.55;
    double sum = 0;
    double weight = 1;
    double scale = 1;
    for (int octave = 0; octave < kOctaves; ++octave) {
        sum += weight *
               value_noise(mix64(key + static_cast<std::uint64_t>(octave)), x * scale, y * scale);
        weight *= kGain;
        scale *= 2;
    }
    return sum;
}

} // namespace kinovar::steps::simulate
