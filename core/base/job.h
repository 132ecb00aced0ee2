#pragma once

#include "core/base/result.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace kinovar {

/// How far a job is. Rates count only units that were really worked on, not those found done
/// already.
struct Progress {
    std::string title;
    std::string stage; ///< "restore", "join", "check" …
    std::int64_t done = 0;
    std::int64_t total = 0;             ///< 0: not known
    double rate = 0;                    ///< units a second over the last ten seconds
    double seconds_elapsed = 0;         ///< of this stage, pauses left out
    std::optional<double> seconds_left; ///< known once there is a rate and a total
    bool paused = false;
};

/// Anything long: one worker reports, any number of threads watch, pause or stop it.
///
/// Thread-safe. The observer is called on the worker's thread, never while a lock is held.
class Job {
public:
    enum class EventKind : std::uint8_t { Progress, Log, Warning };
    struct Event {
        EventKind kind;
        std::string text;  ///< of a log line or warning
        Progress progress; ///< at that moment
    };
    using Observer = std::function<void(const Event&)>;

    explicit Job(std::string title, Observer observer = {});
    ~Job() = default;
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;

    // The worker's side.

    /// Starts a stage of `total` units (0: unknown); progress and rate begin anew.
    void begin(std::string stage, std::int64_t total);
    void advance(std::int64_t units = 1);
    /// Counts units that an earlier run had finished: progress moves, the rate does not.
    void advance_done_before(std::int64_t units);
    /// Call between frames and tiles. Waits while paused; fails with Cancelled once a stop was
    /// requested.
    [[nodiscard]] Status checkpoint();
    void log(std::string text);
    void warn(std::string text);

    // The controller's side.

    void request_stop();
    void pause();
    void resume();
    [[nodiscard]] std::stop_token stop_token() const { return stop_.get_token(); }
    [[nodiscard]] Progress progress() const;
    [[nodiscard]] std::vector<std::string> warnings() const;

private:
    using Clock = std::chrono::steady_clock;
    struct Sample {
        Clock::time_point time;
        std::int64_t worked = 0;
    };

    [[nodiscard]] Progress progress_locked() const;
    [[nodiscard]] double active_seconds_locked(Clock::time_point now) const;
    void notify(EventKind kind, std::string text);

    const std::string title_;
    const Observer observer_;
    std::stop_source stop_;

    mutable std::mutex mutex_; // guards all below
    std::condition_variable_any resumed_;
    std::string stage_;
    std::int64_t done_ = 0;
    std::int64_t worked_ = 0;
    std::int64_t total_ = 0;
    bool paused_ = false;
    Clock::time_point started_;
    Clock::time_point paused_at_;
    Clock::duration paused_for_{};
    std::deque<Sample> samples_; // of the last ten active seconds
    std::vector<std::string> warnings_;
};

} // namespace kinovar
