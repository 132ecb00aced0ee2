#include "core/train/training_run.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::train {

namespace {

constexpr double kLeastGain = 1e-4; // dB

} // namespace

TrainingRun::TrainingRun(const TrainRequest& request, Learner& learner, Job& job)
    : request_(request), learner_(learner), job_(job), schedule_(request.options) {
    state_.seed = request.options.seed;
}

Result<TrainReport> TrainingRun::run() {
    KINOVAR_TRY(begin());
    KINOVAR_TRY(learn());
    KINOVAR_TRY(write_weights());
    return TrainReport{state_.step,      seconds_now(), learner_.parameters(),
                       state_.best_psnr, psnr_before_,  stopped_early_};
}

Status TrainingRun::begin() {
    if (request_.resume) {
        KINOVAR_TRY(read_checkpoint(checkpoint_path(request_.output), state_, learner_.state()));
        seconds_before_ = state_.seconds;
        steps_before_ = state_.step;
    }
    KINOVAR_TRY_ASSIGN(psnr_before_, learner_.psnr_before());
    job_.log(fmt::format("{} parameters; {:.3f} dB without the network", learner_.parameters(),
                         psnr_before_));
    started_ = Clock::now();
    const TrainOptions& options = request_.options;
    job_.begin("train",
               options.steps > 0 ? options.steps : static_cast<std::int64_t>(60 * options.minutes));
    shown_ = options.steps > 0 ? state_.step : static_cast<std::int64_t>(seconds_before_);
    job_.advance_done_before(shown_);
    return {};
}

double TrainingRun::seconds_now() const {
    return seconds_before_ + std::chrono::duration<double>(Clock::now() - started_).count();
}

void TrainingRun::show_progress() {
    const std::int64_t now =
        request_.options.steps > 0
            ? state_.step
            : std::min(static_cast<std::int64_t>(seconds_now()),
                       static_cast<std::int64_t>(60 * request_.options.minutes));
    if (now > shown_) {
        job_.advance(now - shown_);
        shown_ = now;
    }
}

Status TrainingRun::learn() {
    double progress = schedule_.progress(state_.step, seconds_now());
    while (progress < 1) {
        if (Status status = job_.checkpoint(); !status) {
            KINOVAR_TRY(keep_state());
            return status;
        }
        loss_sum_ += learner_.learn(state_.step, progress);
        ++state_.step;
        ++loss_count_;
        show_progress();
        progress = schedule_.progress(state_.step, seconds_now());
        if (state_.step % request_.options.validate_every == 0 || progress >= 1) {
            KINOVAR_TRY_ASSIGN(stopped_early_, take_stock(progress));
            if (stopped_early_) {
                break;
            }
        }
    }
    return {};
}

Result<bool> TrainingRun::take_stock(double progress) {
    const double psnr = learner_.psnr();
    if (psnr > state_.best_psnr + kLeastGain) {
        state_.best_psnr = psnr;
        state_.without_gain = 0;
        learner_.keep_best();
    } else {
        ++state_.without_gain;
    }
    const double run_seconds = std::max(seconds_now() - seconds_before_, 1e-3);
    job_.log(fmt::format("step {}  {:.0f} %  {:.1f} steps/s  loss {:.5f}  rate {:.2e}  validation "
                         "{:.3f} dB (best {:.3f})",
                         state_.step, 100 * progress,
                         static_cast<double>(state_.step - steps_before_) / run_seconds,
                         loss_sum_ / static_cast<double>(std::max<std::int64_t>(loss_count_, 1)),
                         schedule_.rate(progress), psnr, state_.best_psnr));
    loss_sum_ = 0;
    loss_count_ = 0;
    KINOVAR_TRY(keep_state());
    return request_.options.patience > 0 && state_.without_gain >= request_.options.patience;
}

Status TrainingRun::keep_state() {
    state_.seconds = seconds_now();
    return write_checkpoint(checkpoint_path(request_.output), state_, learner_.state());
}

Status TrainingRun::write_weights() const {
    std::map<std::string, std::string> metadata = request_.metadata;
    metadata["steps"] = std::to_string(state_.step);
    metadata["validation"] = fmt::format("{:.3f} dB", state_.best_psnr);
    return learner_.write(request_.output, std::move(metadata));
}

} // namespace kinovar::train
