#include "core/pipeline/source_clip.h"
#include "tests/support/support.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace kinovar::pipeline {
namespace {

TEST(SourceClip, ManyThreadsGetTheFramesThatOneGets) {
    if (test::run_command("command -v ffmpeg").exit_code != 0) {
        GTEST_SKIP() << "the ffmpeg program is not installed";
    }
    const test::TemporaryFolder folder;
    const std::string reel = test::quoted(folder / "reel.mp4");
    ASSERT_EQ(test::run_command("ffmpeg -v error -f lavfi -i testsrc2=size=96x64:rate=25 -frames:v "
                                "60 -c:v libx264 -bf 2 -g 12 " +
                                reel)
                  .exit_code,
              0);
    const auto clip = SourceClip::open(folder / "reel.mp4");
    ASSERT_OK(clip);
    EXPECT_EQ((*clip)->info().frames, 60);
    EXPECT_FALSE((*clip)->info().monochrome);
    std::vector<FramePtr> alone;
    for (std::int64_t n = 0; n < 60; ++n) {
        const auto frame = (*clip)->frame(n, {});
        ASSERT_OK(frame);
        alone.push_back(*frame);
    }
    const auto again = SourceClip::open(folder / "reel.mp4");
    ASSERT_OK(again);
    EXPECT_EQ((*again)->info().key, (*clip)->info().key);
    std::atomic<std::int64_t> next = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (std::int64_t n = next++; n < 60; n = next++) {
                const auto frame = (*again)->frame(n, {});
                ASSERT_TRUE(frame.has_value());
                EXPECT_TRUE(std::equal((*frame)->values().begin(), (*frame)->values().end(),
                                       alone[static_cast<std::size_t>(n)]->values().begin()))
                    << "frame " << n;
            }
        });
    }
}

TEST(SourceClip, AMissingFileIsNotFound) {
    const test::TemporaryFolder folder;
    const auto missing = SourceClip::open(folder / "none.mp4");
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
}

TEST(SourceClip, AStoppedPullSpoilsNothing) {
    const test::TemporaryFolder folder;
    const auto film = folder / "long_gop.mkv";
    ASSERT_EQ(
        test::run_command("ffmpeg -v error -f lavfi -i testsrc=size=64x48:rate=25 -frames:v 150 "
                          "-c:v libx264 -g 150 " +
                          test::quoted(film))
            .exit_code,
        0);
    const auto clip = pipeline::SourceClip::open(film);
    const auto plain = pipeline::SourceClip::open(film);
    ASSERT_OK(clip);
    ASSERT_OK(plain);
    for (const std::int64_t n : {140, 20, 149, 3}) {
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = (*clip)->frame(n, {stop.get_token()});
        ASSERT_FALSE(stopped);
        EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
        // Stopped at some moment of its way, or not at all.
        std::stop_source soon;
        std::jthread stopper([&] { soon.request_stop(); });
        const auto maybe = (*clip)->frame(n - 1, {soon.get_token()});
        EXPECT_TRUE(maybe || maybe.error().code == ErrorCode::Cancelled);
        const auto again = (*clip)->frame(n, {});
        const auto right = (*plain)->frame(n, {});
        ASSERT_OK(again);
        ASSERT_OK(right);
        EXPECT_TRUE(std::equal((*again)->values().begin(), (*again)->values().end(),
                               (*right)->values().begin()));
    }
}

} // namespace
} // namespace kinovar::pipeline
