#include "core/base/job.h"
#include "tests/support/support.h"

#include <thread>

namespace kinovar {
namespace {

TEST(Job, CountsAndKnowsTheTimeLeft) {
    Job job("count");
    job.begin("work", 4);
    EXPECT_FALSE(job.progress().seconds_left.has_value());
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    job.advance(2);
    const Progress progress = job.progress();
    EXPECT_EQ(progress.done, 2);
    EXPECT_EQ(progress.total, 4);
    EXPECT_EQ(progress.stage, "work");
    EXPECT_GT(progress.rate, 0);
    ASSERT_TRUE(progress.seconds_left.has_value());
    EXPECT_GT(*progress.seconds_left, 0);
}

TEST(Job, WorkDoneBeforeMovesProgressButNotTheRate) {
    Job job("resume");
    job.begin("work", 1000);
    job.advance_done_before(900);
    EXPECT_EQ(job.progress().done, 900);
    EXPECT_EQ(job.progress().rate, 0);
}

TEST(Job, StopIsACancelledError) {
    Job job("stop");
    EXPECT_OK(job.checkpoint());
    job.request_stop();
    const Status status = job.checkpoint();
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::Cancelled);
}

TEST(Job, PauseHoldsTheWorkerUntilResume) {
    Job job("pause");
    job.begin("work", 100);
    job.pause();
    std::atomic<bool> through = false;
    std::jthread worker([&] {
        EXPECT_OK(job.checkpoint());
        through = true;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_FALSE(through);
    EXPECT_TRUE(job.progress().paused);
    job.resume();
    worker.join();
    EXPECT_TRUE(through);
}

TEST(Job, StopWakesAPausedWorker) {
    Job job("pause");
    job.pause();
    std::jthread worker([&] { EXPECT_FALSE(job.checkpoint().has_value()); });
    job.request_stop();
}

TEST(Job, ObserverHearsWarnings) {
    std::vector<std::string> heard;
    Job job("warn", [&](const Job::Event& event) {
        if (event.kind == Job::EventKind::Warning) {
            heard.push_back(event.text);
        }
    });
    job.warn("frame 3 is damaged");
    EXPECT_EQ(heard, std::vector<std::string>{"frame 3 is damaged"});
    EXPECT_EQ(job.warnings(), heard);
}

} // namespace
} // namespace kinovar
