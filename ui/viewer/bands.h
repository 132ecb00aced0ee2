#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace kinovar::ui {

/// Shares the bands of a picture between the calling thread and one helper, which sleeps between
/// pictures. The caller takes bands as well, so a busy machine delays it by one band at most.
class Bands {
public:
    Bands();
    ~Bands();
    Bands(const Bands&) = delete;
    Bands& operator=(const Bands&) = delete;

    /// Calls work(0) … work(count − 1), each once, on two threads; returns when all are done.
    void run(int count, const std::function<void(int)>& work);

private:
    void help(const std::stop_token& stop);
    void take(const std::function<void(int)>& work);

    std::mutex mutex_; // guards work_, round_ and helping_
    std::condition_variable_any woken_;
    std::condition_variable done_;
    const std::function<void(int)>* work_ = nullptr;
    unsigned round_ = 0;
    bool helping_ = false;
    std::atomic<int> next_{0};
    std::atomic<int> count_{0};
    std::jthread helper_;
};

} // namespace kinovar::ui
