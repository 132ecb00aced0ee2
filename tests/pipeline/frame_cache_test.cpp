#include "core/pipeline/frame_cache.h"
#include "tests/pipeline/ramp_clip.h"
#include "tests/support/support.h"

namespace kinovar::pipeline {
namespace {

TEST(FrameCache, AFrameIsMadeOnce) {
    const auto clip = std::make_shared<test::RampClip>(10);
    const auto cache = make_frame_cache(std::size_t{1} << 20U);
    const ClipPtr remembered = cached(clip, cache);
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(remembered->frame(4, {}).value()->values()[0], 4.0F);
    }
    EXPECT_EQ(clip->pulls, 1);
    EXPECT_EQ(cache->stats().hits, 2U);
}

TEST(FrameCache, ClipsWithOtherKeysDoNotMix) {
    const auto one = std::make_shared<test::RampClip>(10);
    const auto other = std::make_shared<test::RampClip>(11);
    const auto cache = make_frame_cache(std::size_t{1} << 20U);
    (void)cached(one, cache)->frame(4, {});
    (void)cached(other, cache)->frame(4, {});
    EXPECT_EQ(other->pulls, 1);
}

} // namespace
} // namespace kinovar::pipeline
