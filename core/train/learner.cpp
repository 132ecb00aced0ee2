#include "core/train/learner.h"

#include <algorithm>

namespace kinovar::train {

namespace {

constexpr double kAverageMemory = 0.999;
constexpr double kAverageWarmUp = 10;

} // namespace

double average_memory(std::int64_t step) {
    const auto steps = static_cast<double>(step);
    return std::min(kAverageMemory, steps / (steps + kAverageWarmUp));
}

} // namespace kinovar::train
