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

} // namespace
} // namespace kinovar::pipeline
