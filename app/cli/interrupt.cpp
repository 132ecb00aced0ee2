#include "app/cli/interrupt.h"

#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace kinovar::cli {

namespace {

constexpr int kExitCancelled = 130;

std::mutex mutex;           // guards the two below
Job* current_job = nullptr; // not owned
bool interrupted = false;

void wait_for_signals(sigset_t signals) {
    for (;;) {
        int number = 0;
        if (sigwait(&signals, &number) != 0) {
            continue;
        }
        const std::lock_guard lock(mutex);
        if (interrupted || current_job == nullptr) {
            // Nothing runs that could be stopped gently, or the user insists.
            std::fputs("error: stopped at once (run the same command again to go on)\n", stderr);
            std::_Exit(kExitCancelled);
        }
        interrupted = true;
        current_job->request_stop();
    }
}

} // namespace

void catch_interrupts() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread(wait_for_signals, signals).detach();
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe is a write error, not an end
}

void stop_on_interrupt(Job* job) {
    const std::lock_guard lock(mutex);
    current_job = job;
}

} // namespace kinovar::cli
