#include "core/steps/kit/parallel.h"

#include "core/image/cv_bridge.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace kinovar::steps {

Status for_each_in_parallel(std::int64_t first, std::int64_t last, const std::stop_token& stop,
                            const std::function<Status(std::int64_t)>& work) {
    std::atomic<std::int64_t> next = first;
    std::atomic<bool> failed = false;
    std::mutex mutex; // guards result
    Status result;
    const auto run = [&] {
        for (std::int64_t n = next++; n <= last && !failed; n = next++) {
            Status status = failure(ErrorCode::Cancelled, "stopped");
            if (!stop.stop_requested()) {
                Status inner;
                status = guard_cv("analysis", [&] { inner = work(n); });
                if (status) {
                    status = std::move(inner);
                }
            }
            if (!status) {
                const std::lock_guard lock(mutex);
                if (!failed.exchange(true)) {
                    result = std::move(status);
                }
            }
        }
    };
    const std::int64_t wanted =
        std::min<std::int64_t>(std::max(1U, std::thread::hardware_concurrency()), last - first + 1);
    {
        std::vector<std::jthread> threads;
        for (std::int64_t i = 1; i < wanted; ++i) {
            threads.emplace_back(run);
        }
        run();
    }
    return result;
}

} // namespace kinovar::steps
