#include "core/train/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::train {

namespace {

constexpr double kWarmUp = 0.02;
constexpr double kLowestRate = 1e-6;
constexpr double kMixedUntil = 0.88;
constexpr double kSquaredFrom = 0.75;

/// Whether the processor multiplies bfloat16 in hardware; elsewhere it is no gain.
bool has_fast_bfloat16() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16") != 0;
#else
    return false;
#endif
}

} // namespace

Schedule::Schedule(const TrainOptions& options)
    : highest_rate_(options.rate), seconds_(60 * options.minutes), steps_(options.steps),
      mixed_(options.precision == "mixed" ||
             (options.precision == "auto" && options.device == "cpu" && has_fast_bfloat16())) {}

double Schedule::progress(std::int64_t step, double seconds) const {
    const double part =
        steps_ > 0 ? static_cast<double>(step) / static_cast<double>(steps_) : seconds / seconds_;
    return std::clamp(part, 0.0, 1.0);
}

double Schedule::rate(double progress) const {
    const double lowest = std::min(kLowestRate, highest_rate_);
    if (progress < kWarmUp) {
        return std::max(lowest, highest_rate_ * progress / kWarmUp);
    }
    const double angle = std::numbers::pi * (progress - kWarmUp) / (1 - kWarmUp);
    return lowest + (highest_rate_ - lowest) * 0.5 * (1 + std::cos(angle));
}

bool Schedule::is_mixed(double progress) const {
    return mixed_ && progress < kMixedUntil;
}

bool Schedule::is_squared(double progress) {
    return progress >= kSquaredFrom;
}

} // namespace kinovar::train
