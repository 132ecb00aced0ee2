#pragma once

#include "core/preview/picture_service.h"

#include <condition_variable>
#include <mutex>

namespace kinovar::test {

/// Notes what a service tells.
class Arrivals {
public:
    [[nodiscard]] preview::PictureService::Observer observer() {
        return [this](const preview::Arrival& arrival) {
            const std::lock_guard lock(mutex_);
            list_.push_back(arrival);
            changed_.notify_all();
        };
    }
    /// The first `count` arrivals, waited for.
    [[nodiscard]] std::vector<preview::Arrival> wait(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return list_.size() >= count; });
        return list_;
    }
    [[nodiscard]] std::size_t count() const {
        const std::lock_guard lock(mutex_);
        return list_.size();
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<preview::Arrival> list_;
};

} // namespace kinovar::test
