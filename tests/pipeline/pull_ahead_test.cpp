#include "core/pipeline/pull_ahead.h"
#include "tests/pipeline/ramp_clip.h"
#include "tests/support/support.h"

#include <algorithm>
#include <vector>

namespace kinovar::pipeline {
namespace {

TEST(PullAhead, FramesComeInOrderAndOnce) {
    const test::RampClip clip(40);
    Job job("pull");
    std::vector<float> got;
    ASSERT_OK(pull_ahead(clip, {.first = 3, .last = 38, .workers = 4, .ahead = 5}, job,
                         [&](std::int64_t n, const FramePtr& frame) -> Status {
                             EXPECT_EQ(frame->values()[0], static_cast<float>(n));
                             got.push_back(frame->values()[0]);
                             return {};
                         }));
    ASSERT_EQ(got.size(), 36U);
    EXPECT_TRUE(std::is_sorted(got.begin(), got.end()));
    EXPECT_EQ(clip.pulls, 36);
    EXPECT_GT(clip.most_running, 1) << "the pulls did not overlap";
}

TEST(PullAhead, NoMoreThanTheAllowedFramesAreInFlight) {
    const test::RampClip clip(60);
    Job job("pull");
    std::int64_t consumed = 0;
    ASSERT_OK(pull_ahead(clip, {.first = 0, .last = 59, .workers = 8, .ahead = 3}, job,
                         [&](std::int64_t n, const FramePtr&) -> Status {
                             EXPECT_LE(clip.pulls, n + 3);
                             ++consumed;
                             return {};
                         }));
    EXPECT_EQ(consumed, 60);
}

TEST(PullAhead, TheFirstErrorEndsIt) {
    const test::RampClip clip(40, 7);
    Job job("pull");
    std::int64_t last = -1;
    const Status status = pull_ahead(clip, {.first = 0, .last = 39, .workers = 3, .ahead = 4}, job,
                                     [&](std::int64_t n, const FramePtr&) -> Status {
                                         last = n;
                                         return {};
                                     });
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().message, "frame 7 is broken");
    EXPECT_EQ(last, 6);
}

TEST(PullAhead, AConsumerThatFailsStopsTheWorkers) {
    const test::RampClip clip(1000);
    Job job("pull");
    const Status status = pull_ahead(clip, {.first = 0, .last = 999, .workers = 3, .ahead = 4}, job,
                                     [&](std::int64_t n, const FramePtr&) -> Status {
                                         if (n == 2) {
                                             return failure(ErrorCode::DiskFull, "full");
                                         }
                                         return {};
                                     });
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::DiskFull);
    EXPECT_LT(clip.pulls, 20);
}

TEST(PullAhead, StoppingTheJobIsCancelled) {
    const test::RampClip clip(1000);
    Job job("pull");
    const Status status = pull_ahead(clip, {.first = 0, .last = 999, .workers = 2, .ahead = 3}, job,
                                     [&](std::int64_t n, const FramePtr&) -> Status {
                                         if (n == 5) {
                                             job.request_stop();
                                         }
                                         return {};
                                     });
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace kinovar::pipeline
