#include "core/pipeline/pull_ahead.h"

#include <algorithm>
#include <cassert>
#include <condition_variable>
#include <map>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

namespace kinovar::pipeline {

namespace {

/// The threads that pull, and the frames that wait for their turn.
class Puller {
public:
    Puller(const Clip& clip, const PullOptions& options)
        : clip_(clip), options_(options), next_to_pull_(options.first),
          next_to_take_(options.first) {
        const auto count =
            std::min<std::int64_t>(std::max(1, options.workers), options.last - options.first + 1);
        for (std::int64_t i = 0; i < count; ++i) {
            workers_.emplace_back([this] { work(); });
        }
    }

    ~Puller() {
        stop();
        for (std::jthread& worker : workers_) {
            worker.join();
        }
    }

    Puller(const Puller&) = delete;
    Puller& operator=(const Puller&) = delete;

    void stop() {
        stop_.request_stop();
        {
            const std::lock_guard lock(mutex_);
            stopped_ = true;
        }
        changed_.notify_all();
    }

    /// The next frame in order; waits for it.
    [[nodiscard]] Result<FramePtr> take() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return stopped_ || finished_.contains(next_to_take_); });
        const auto at = finished_.find(next_to_take_);
        if (at == finished_.end()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        Result<FramePtr> frame = std::move(at->second);
        finished_.erase(at);
        return frame;
    }

    /// The frame that take() gave is no longer needed: another may be begun in its place.
    void done_with_frame() {
        {
            const std::lock_guard lock(mutex_);
            ++next_to_take_;
        }
        changed_.notify_all();
    }

private:
    void work() {
        for (;;) {
            std::int64_t n = 0;
            {
                std::unique_lock lock(mutex_);
                changed_.wait(lock, [this] {
                    return stopped_ || next_to_pull_ > options_.last ||
                           next_to_pull_ < next_to_take_ + std::max(1, options_.ahead);
                });
                if (stopped_ || next_to_pull_ > options_.last) {
                    return;
                }
                n = next_to_pull_++;
            }
            Result<FramePtr> frame = pull(n);
            {
                const std::lock_guard lock(mutex_);
                finished_.emplace(n, std::move(frame));
            }
            changed_.notify_all();
        }
    }

    [[nodiscard]] Result<FramePtr> pull(std::int64_t n) const {
        try {
            return clip_.frame(n, Pull{stop_.get_token()});
        } catch (const std::bad_alloc&) {
            return failure(ErrorCode::OutOfMemory, "memory ran out at frame " + std::to_string(n),
                           "close other programs, or use a smaller --cache-mb");
        }
    }

    const Clip& clip_;
    const PullOptions options_;
    std::stop_source stop_;

    std::mutex mutex_; // guards all below
    std::condition_variable changed_;
    std::map<std::int64_t, Result<FramePtr>> finished_;
    std::int64_t next_to_pull_;
    std::int64_t next_to_take_;
    bool stopped_ = false;

    std::vector<std::jthread> workers_; // last: they use all of the above
};

} // namespace

Status pull_ahead(const Clip& clip, const PullOptions& options, Job& job,
                  const std::function<Status(std::int64_t, const FramePtr&)>& consume) {
    assert(options.first >= 0 && options.first <= options.last &&
           options.last < clip.info().frames);
    Puller puller(clip, options);
    const std::stop_callback stop_with_job(job.stop_token(), [&] { puller.stop(); });
    for (std::int64_t n = options.first; n <= options.last; ++n) {
        KINOVAR_TRY(job.checkpoint());
        Result<FramePtr> frame = puller.take();
        KINOVAR_TRY(job.checkpoint()); // a stop shows as Cancelled, whatever the workers said
        if (!frame) {
            return failure(std::move(frame).error());
        }
        KINOVAR_TRY(consume(n, *frame));
        frame = FramePtr(); // give the memory back before another frame is begun
        puller.done_with_frame();
    }
    return {};
}

} // namespace kinovar::pipeline
