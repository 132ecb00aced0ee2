#pragma once

#include "core/train/train_options.h"

namespace kinovar::train {

/// What changes while a network is trained, as a function of how much of the budget is used (0 to
/// 1): a short warm-up, then the learning rate falls along a cosine (Loshchilov & Hutter, "SGDR",
/// 2017). Most of the time the mean absolute error is learnt with bfloat16 in between, which is
/// fast and robust; the end is spent on the mean squared error, which PSNR measures, in float32.
class Schedule {
public:
    explicit Schedule(const TrainOptions& options);

    /// Of the budget.
    [[nodiscard]] double progress(std::int64_t step, double seconds) const;
    [[nodiscard]] double rate(double progress) const;
    [[nodiscard]] bool is_mixed(double progress) const;
    [[nodiscard]] static bool is_squared(double progress);

private:
    double highest_rate_;
    double seconds_;
    std::int64_t steps_;
    bool mixed_;
};

} // namespace kinovar::train
