#pragma once

#include "core/train/checkpoint.h"
#include "core/train/learner.h"
#include "core/train/schedule.h"
#include "core/train/trainer.h"

#include <chrono>

namespace kinovar::train {

/// The loop of a training, from the first step or a kept state to the written weights. Exceptions
/// of libtorch pass through. Borrows all that it is given.
class TrainingRun {
public:
    TrainingRun(const TrainRequest& request, Learner& learner, Job& job);

    [[nodiscard]] Result<TrainReport> run();

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] Status begin();
    [[nodiscard]] Status learn();
    /// Validates, keeps the state and reports. True: there was no gain for too long.
    [[nodiscard]] Result<bool> take_stock(double progress);
    [[nodiscard]] Status keep_state();
    [[nodiscard]] Status write_weights() const;
    [[nodiscard]] double seconds_now() const;
    void show_progress();

    const TrainRequest& request_;
    Learner& learner_;
    Job& job_;
    Schedule schedule_;
    TrainState state_;
    Clock::time_point started_;
    double seconds_before_ = 0; ///< of earlier runs of the same training
    std::int64_t steps_before_ = 0;
    std::int64_t shown_ = 0;
    double loss_sum_ = 0; ///< since the last validation
    std::int64_t loss_count_ = 0;
    double psnr_before_ = 0;
    bool stopped_early_ = false;
};

} // namespace kinovar::train
