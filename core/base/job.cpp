#include "core/base/job.h"

#include <algorithm>

namespace kinovar {

namespace {

constexpr std::chrono::seconds kRateWindow{10};
constexpr std::size_t kMinimumRateSamples = 2;

} // namespace

Job::Job(std::string title, Observer observer)
    : title_(std::move(title)), observer_(std::move(observer)), started_(Clock::now()) {}

void Job::begin(std::string stage, std::int64_t total) {
    {
        const std::lock_guard lock(mutex_);
        stage_ = std::move(stage);
        done_ = 0;
        worked_ = 0;
        total_ = total;
        started_ = Clock::now();
        paused_at_ = started_;
        paused_for_ = {};
        samples_.assign(1, Sample{started_, 0});
    }
    notify(EventKind::Progress, {});
}

void Job::advance(std::int64_t units) {
    {
        const std::lock_guard lock(mutex_);
        done_ += units;
        worked_ += units;
        // Samples run on active time, so that a pause does not look like slow work.
        const Clock::time_point now = Clock::now() - paused_for_;
        samples_.push_back({now, worked_});
        while (samples_.size() > kMinimumRateSamples && now - samples_[1].time > kRateWindow) {
            samples_.pop_front();
        }
    }
    notify(EventKind::Progress, {});
}

void Job::advance_done_before(std::int64_t units) {
    {
        const std::lock_guard lock(mutex_);
        done_ += units;
    }
    notify(EventKind::Progress, {});
}

Status Job::checkpoint() {
    std::unique_lock lock(mutex_);
    resumed_.wait(lock, stop_.get_token(), [this] { return !paused_; });
    if (stop_.stop_requested()) {
        return failure(ErrorCode::Cancelled, "stopped", "run the same command again to go on");
    }
    return {};
}

void Job::log(std::string text) {
    notify(EventKind::Log, std::move(text));
}

void Job::warn(std::string text) {
    {
        const std::lock_guard lock(mutex_);
        warnings_.push_back(text);
    }
    notify(EventKind::Warning, std::move(text));
}

void Job::request_stop() {
    stop_.request_stop();
}

void Job::pause() {
    const std::lock_guard lock(mutex_);
    if (!paused_) {
        paused_ = true;
        paused_at_ = Clock::now();
    }
}

void Job::resume() {
    {
        const std::lock_guard lock(mutex_);
        if (!paused_) {
            return;
        }
        paused_ = false;
        paused_for_ += Clock::now() - paused_at_;
    }
    resumed_.notify_all();
}

Progress Job::progress() const {
    const std::lock_guard lock(mutex_);
    return progress_locked();
}

std::vector<std::string> Job::warnings() const {
    const std::lock_guard lock(mutex_);
    return warnings_;
}

double Job::active_seconds_locked(Clock::time_point now) const {
    const Clock::time_point end = paused_ ? paused_at_ : now;
    return std::chrono::duration<double>(end - started_ - paused_for_).count();
}

Progress Job::progress_locked() const {
    Progress progress;
    progress.title = title_;
    progress.stage = stage_;
    progress.done = done_;
    progress.total = total_;
    progress.paused = paused_;
    progress.seconds_elapsed = active_seconds_locked(Clock::now());
    if (samples_.size() >= kMinimumRateSamples) {
        const double seconds =
            std::chrono::duration<double>(samples_.back().time - samples_.front().time).count();
        const auto units = static_cast<double>(samples_.back().worked - samples_.front().worked);
        progress.rate = seconds > 0 ? units / seconds : 0;
    }
    if (progress.rate > 0 && total_ > 0) {
        progress.seconds_left =
            static_cast<double>(std::max<std::int64_t>(0, total_ - done_)) / progress.rate;
    }
    return progress;
}

void Job::notify(EventKind kind, std::string text) {
    if (observer_) {
        observer_(Event{kind, std::move(text), progress()});
    }
}

} // namespace kinovar
