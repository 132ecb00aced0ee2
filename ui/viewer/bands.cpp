#include "ui/viewer/bands.h"

namespace kinovar::ui {

Bands::Bands() : helper_([this](const std::stop_token& stop) { help(stop); }) {}

Bands::~Bands() = default;

void Bands::take(const std::function<void(int)>& work) {
    const int count = count_.load(std::memory_order_relaxed);
    for (int i = next_.fetch_add(1); i < count; i = next_.fetch_add(1)) {
        work(i);
    }
}

void Bands::run(int count, const std::function<void(int)>& work) {
    if (count > 1) {
        {
            const std::lock_guard lock(mutex_);
            work_ = &work;
            count_ = count;
            next_ = 0;
            ++round_;
        }
        woken_.notify_one();
        take(work);
        std::unique_lock lock(mutex_);
        work_ = nullptr; // a helper that wakes only now finds nothing to do
        done_.wait(lock, [this] { return !helping_; });
    } else if (count == 1) {
        work(0);
    }
}

void Bands::help(const std::stop_token& stop) {
    unsigned seen = 0;
    std::unique_lock lock(mutex_);
    while (woken_.wait(lock, stop, [&] { return round_ != seen; })) {
        seen = round_;
        if (work_ == nullptr) {
            continue;
        }
        const auto* work = work_;
        helping_ = true;
        lock.unlock();
        take(*work);
        lock.lock();
        helping_ = false;
        done_.notify_one();
    }
}

} // namespace kinovar::ui
