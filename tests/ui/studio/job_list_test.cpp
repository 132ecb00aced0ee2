#include "ui/studio/job_list.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <atomic>

namespace kinovar::ui {
namespace {

constexpr int kDeadlineMs = 20'000;

class JobLists : public testing::Test {
protected:
    [[nodiscard]] bool comes_to(int id, JobState state) const {
        return QTest::qWaitFor(
            [&] { return jobs.find(id) != nullptr && jobs.find(id)->state == state; }, kDeadlineMs);
    }
    JobList jobs;
};

TEST_F(JobLists, WorkRunsOnAThreadOfItsOwnAndEndsOnThisOne) {
    QThread* worked_on = nullptr;
    QThread* ended_on = nullptr;
    const int id = jobs.start(
        "count",
        [&](Job& job) -> Status {
            worked_on = QThread::currentThread();
            job.begin("frames", 3);
            for (int i = 0; i < 3; ++i) {
                KINOVAR_TRY(job.checkpoint());
                job.advance();
            }
            job.warn("one was dark");
            return {};
        },
        [&](const Status& status) {
            EXPECT_TRUE(status);
            ended_on = QThread::currentThread();
        });
    ASSERT_TRUE(comes_to(id, JobState::Done));
    EXPECT_NE(worked_on, QThread::currentThread());
    EXPECT_EQ(ended_on, QThread::currentThread());
    EXPECT_EQ(jobs.find(id)->progress.done, 3);
    EXPECT_EQ(jobs.find(id)->log, QStringList{"one was dark"});
}

TEST_F(JobLists, AFailureIsKeptWithItsError) {
    const int id = jobs.start("fail", [](Job&) -> Status {
        return failure(ErrorCode::DiskFull, "no room", "make some");
    });
    ASSERT_TRUE(comes_to(id, JobState::Failed));
    EXPECT_EQ(jobs.find(id)->error.message, "no room");
    EXPECT_EQ(jobs.running(), 0);
}

TEST_F(JobLists, AnExceptionOfALibraryIsAFailure) {
    const int id = jobs.start("throw", [](Job&) -> Status { throw std::runtime_error("library"); });
    ASSERT_TRUE(comes_to(id, JobState::Failed));
    EXPECT_EQ(jobs.find(id)->error.message, "library");
}

TEST_F(JobLists, PauseHoldsAndCancelEnds) {
    std::atomic<int> rounds = 0;
    const int id = jobs.start("long", [&](Job& job) -> Status {
        for (;;) {
            KINOVAR_TRY(job.checkpoint());
            ++rounds;
            QThread::msleep(1);
        }
    });
    ASSERT_TRUE(QTest::qWaitFor([&] { return rounds > 3; }, kDeadlineMs));
    jobs.pause(id);
    EXPECT_TRUE(jobs.find(id)->progress.paused);
    jobs.resume(id);
    EXPECT_FALSE(jobs.find(id)->progress.paused);
    jobs.pause(id);
    jobs.cancel(id); // of a paused one too
    EXPECT_TRUE(comes_to(id, JobState::Cancelled));
}

TEST_F(JobLists, QuietOnesGoByThemselvesOthersWhenCleared) {
    const QSignalSpy removed(&jobs, &JobList::removed);
    const int quiet = jobs.start(
        "quiet", [](Job&) -> Status { return {}; }, {}, true);
    ASSERT_TRUE(QTest::qWaitFor([&] { return removed.count() == 1; }, kDeadlineMs));
    EXPECT_EQ(jobs.find(quiet), nullptr);
    const int loud = jobs.start("loud", [](Job&) -> Status { return {}; });
    ASSERT_TRUE(comes_to(loud, JobState::Done));
    jobs.clear_ended();
    EXPECT_EQ(jobs.find(loud), nullptr);
    EXPECT_TRUE(jobs.entries().empty());
}

TEST_F(JobLists, EveryLineOfALogArrives) {
    constexpr int kLines = 500;
    const int id = jobs.start("talk", [](Job& job) -> Status {
        job.begin("talk", kLines);
        for (int i = 0; i < kLines; ++i) {
            job.log(std::to_string(i));
            job.advance();
        }
        return {};
    });
    ASSERT_TRUE(comes_to(id, JobState::Done));
    ASSERT_EQ(jobs.find(id)->log.size(), kLines);
    EXPECT_EQ(jobs.find(id)->log.back(), QString::number(kLines - 1));
}

TEST(JobListEnd, RunningJobsAreStopped) {
    std::atomic<bool> ended = false;
    {
        JobList jobs;
        jobs.start("endless", [&](Job& job) -> Status {
            while (job.checkpoint()) {
                QThread::msleep(1);
            }
            ended = true;
            return failure(ErrorCode::Cancelled, "stopped");
        });
    }
    EXPECT_TRUE(ended);
}

} // namespace
} // namespace kinovar::ui
