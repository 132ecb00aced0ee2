#include "core/train/training_run.h"

#include "core/train/batch_ahead.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include <algorithm>

namespace kinovar::train {

namespace {

/// Share of the past in the average of the weights (Polyak & Juditsky, 1992); less in the
/// beginning.
constexpr double kAverageMemory = 0.999;
constexpr double kAverageWarmUp = 10;

/// Makes gradients of the squared error about as long as those of the absolute error, for errors as
/// they are late in training.
constexpr double kSquaredWeight = 25;

constexpr double kLeastGain = 1e-4; // dB

NetShape shape_of(const TrainOptions& options) {
    return {options.features, options.depth, options.scale};
}

at::Tensor tensor_of(const std::vector<float>& values, int count, int side, at::Device device) {
    return at::from_blob(const_cast<float*>(values.data()), {count, 1, side, side}, at::kFloat)
        .to(device);
}

} // namespace

TrainingRun::TrainingRun(const TrainRequest& request, const PatchSource& source,
                         std::vector<ValidationPair> pairs, Job& job)
    : request_(request), source_(source), pairs_(std::move(pairs)), job_(job),
      schedule_(request.options), device_(request.options.device),
      net_(shape_of(request.options), request.options.seed, device_), adam_(net_.parameters()),
      average_(net_.fold().detached()),
      best_(average_.detached()), state_{net_,  adam_, average_,
                                         best_, 0,     0,
                                         0,     0,     request.options.seed} {}

Result<TrainReport> TrainingRun::run() {
    KINOVAR_TRY(begin());
    KINOVAR_TRY(learn());
    KINOVAR_TRY(write_weights());
    return TrainReport{state_.step,      seconds_now(), net_.shape().parameters(),
                       state_.best_psnr, psnr_before_,  stopped_early_};
}

Status TrainingRun::begin() {
    if (request_.resume) {
        KINOVAR_TRY(read_checkpoint(checkpoint_path(request_.output), state_));
        seconds_before_ = state_.seconds;
        steps_before_ = state_.step;
    }
    KINOVAR_TRY_ASSIGN(psnr_before_, validate_without_net(pairs_, net_.shape().scale));
    job_.log(fmt::format("{} parameters; {:.3f} dB without the network", net_.shape().parameters(),
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
    BatchAhead batches(source_, state_.step);
    double progress = schedule_.progress(state_.step, seconds_now());
    while (progress < 1) {
        if (Status status = job_.checkpoint(); !status) {
            KINOVAR_TRY(keep_state());
            return status;
        }
        loss_sum_ += learn_batch(batches.take(), progress);
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

double TrainingRun::learn_batch(const Batch& batch, double progress) {
    const PlainNet current = net_.fold();
    const at::Tensor input = tensor_of(batch.inputs, batch.count, batch.side, device_);
    const at::Tensor target =
        tensor_of(batch.targets, batch.count, batch.side * batch.scale, device_);
    const at::ScalarType precision = schedule_.is_mixed(progress) ? at::kBFloat16 : at::kFloat;
    const at::Tensor error = current.forward(input, precision) - target;
    const bool is_squared = Schedule::is_squared(progress);
    const at::Tensor loss = is_squared ? error.square().mean() : error.abs().mean();
    (is_squared ? loss * kSquaredWeight : loss).backward();
    ++state_.step;
    follow_average(current);
    adam_.step(state_.step, schedule_.rate(progress));
    net_.keep_slopes_positive();
    return loss.item<double>();
}

void TrainingRun::follow_average(const PlainNet& current) {
    const at::NoGradGuard no_gradients;
    const auto step = static_cast<double>(state_.step);
    const double memory = std::min(kAverageMemory, step / (step + kAverageWarmUp));
    const auto averages = average_.tensors();
    const auto weights = current.tensors();
    for (std::size_t i = 0; i < averages.size(); ++i) {
        averages[i].lerp_(weights[i].detach(), 1 - memory);
    }
}

Result<bool> TrainingRun::take_stock(double progress) {
    const double psnr = validate(average_, pairs_);
    if (psnr > state_.best_psnr + kLeastGain) {
        state_.best_psnr = psnr;
        state_.without_gain = 0;
        best_ = average_.detached();
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
    return write_checkpoint(checkpoint_path(request_.output), state_);
}

Status TrainingRun::write_weights() const {
    std::map<std::string, std::string> metadata = request_.metadata;
    metadata["architecture"] = "SRVGGNetCompact";
    metadata["channels"] = "luma";
    metadata["scale"] = std::to_string(net_.shape().scale);
    metadata["steps"] = std::to_string(state_.step);
    metadata["validation"] = fmt::format("{:.3f} dB", state_.best_psnr);
    return nn::write_safetensors(request_.output, best_.named(), metadata);
}

} // namespace kinovar::train
