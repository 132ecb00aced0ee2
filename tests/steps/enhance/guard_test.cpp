// The fidelity guard: contradictions of the scan are found, named rightly and taken back; all else
// is left alone.

#include "core/image/resize.h"
#include "core/steps/enhance/guard_clip.h"
#include "tests/steps/enhance/enhance_clips.h"

namespace kinovar::steps::test {
namespace {

constexpr int kWidth = 160;
constexpr int kHeight = 120;
constexpr float kBlob = 0.3F;

/// Adds a soft disc to some channels (bits: 1 red, 2 green, 4 blue).
std::shared_ptr<Frame> with_disc(const Frame& frame, float x, float y, float radius, float height,
                                 int channels = 7) {
    auto result = std::make_shared<Frame>(frame);
    for (int j = 0; j < frame.height(); ++j) {
        for (int i = 0; i < frame.width(); ++i) {
            const float distance = std::hypot(static_cast<float>(i) - x, static_cast<float>(j) - y);
            const float part = std::clamp(radius - distance + 0.5F, 0.0F, 1.0F);
            for (int c = 0; c < Frame::kChannels; ++c) {
                if (((channels >> c) & 1) != 0) {
                    result->row(j)[Frame::kChannels * i + c] += height * part;
                }
            }
        }
    }
    return result;
}

/// Large shapes with grain, between 0.2 and 0.6.
FramePtr scan_picture(std::int64_t n) {
    return changed(*test_picture(kWidth, kHeight, static_cast<int>(n)),
                   [](float value, int) { return 0.2F + 0.4F * std::clamp(value, 0.0F, 1.0F); });
}

FramePtr doubled(const Frame& frame) {
    auto large = resize(frame, 2 * frame.width(), 2 * frame.height(), ResizeFilter::Bicubic);
    EXPECT_OK(large);
    return *large;
}

using Change = std::function<FramePtr(const FramePtr&)>;

/// A clip at twice the size, whose faithful clip is the scan; both may be changed.
pipeline::ClipPtr enhanced(const Change& enhance, const Change& scan_change = {}) {
    const auto scan = made(8, [=](std::int64_t n) {
        const FramePtr picture = scan_picture(n);
        return scan_change ? scan_change(picture) : picture;
    });
    auto clip = std::make_shared<MadeClip>(8, [=](std::int64_t n) -> FramePtr {
        const FramePtr large = doubled(*scan_picture(n));
        return enhance ? enhance(large) : large;
    });
    clip->info_to_set().faithful = scan;
    return clip;
}

HeatMap heat_of(const pipeline::ClipPtr& clip, const GuardOptions& options = {}) {
    auto map = GuardClip(clip, options).heat(2, {});
    EXPECT_OK(map);
    return *map;
}

float at(const HeatMap& map, int x, int y) {
    return map.levels[static_cast<std::size_t>(y) * static_cast<std::size_t>(map.width) +
                      static_cast<std::size_t>(x)];
}

float hottest_outside(const HeatMap& map, int x, int y, float radius) {
    float most = 0;
    for (int j = 0; j < map.height; ++j) {
        for (int i = 0; i < map.width; ++i) {
            if (std::hypot(static_cast<float>(i - x), static_cast<float>(j - y)) > radius) {
                most = std::max(most, std::abs(at(map, i, j)));
            }
        }
    }
    return most;
}

TEST(Guard, WithoutAModelBeforeItNothingIsDone) {
    const auto source = moving();
    const auto clip = stepped("guard", "", source);
    ASSERT_OK(clip);
    EXPECT_EQ(*clip, source);
}

TEST(Guard, UntouchedPicturesPassUnchanged) {
    const auto large = enhanced({});
    const auto clip = stepped("guard", "", large);
    ASSERT_OK(clip);
    for (std::int64_t n = 0; n < 8; ++n) {
        EXPECT_TRUE(same_values(*frame_of(**clip, n), *frame_of(*large, n))) << n;
    }
    EXPECT_EQ(hottest_outside(heat_of(large), 0, 0, -1), 0);
}

TEST(Guard, APlantedBlobIsFoundAndTakenBack) {
    for (const float height : {kBlob, -kBlob / 2}) {
        const auto large = enhanced(
            [height](const FramePtr& frame) { return with_disc(*frame, 200, 120, 12, height); });
        const HeatMap map = heat_of(large);
        ASSERT_EQ(map.width, kWidth);
        ASSERT_EQ(map.height, kHeight);
        EXPECT_GT(at(map, 100, 60), 15) << "invented, bright or dark";
        EXPECT_EQ(hottest_outside(map, 100, 60, 12), 0);
        const auto clip = stepped("guard", "", large);
        ASSERT_OK(clip);
        const FramePtr clean = doubled(*scan_picture(2));
        const FramePtr result = frame_of(**clip, 2);
        const double left = mean_in(*result, 192, 112, 16, 16) - mean_in(*clean, 192, 112, 16, 16);
        EXPECT_LT(std::abs(left), 0.15 * std::abs(height));
        EXPECT_TRUE(std::equal(result->values().begin(), result->values().begin() + 3000,
                               frame_of(*large, 2)->values().begin()))
            << "far from it nothing changes";
    }
}

TEST(Guard, StrengthSaysHowMuchIsTakenBack) {
    const auto large =
        enhanced([](const FramePtr& frame) { return with_disc(*frame, 200, 120, 12, kBlob); });
    const double before = mean_in(*frame_of(*large, 2), 196, 116, 8, 8);
    const double clean = mean_in(*doubled(*scan_picture(2)), 196, 116, 8, 8);
    const auto none = stepped("guard", "strength=0", large);
    ASSERT_OK(none);
    EXPECT_TRUE(same_values(*frame_of(**none, 2), *frame_of(*large, 2)));
    const auto half = stepped("guard", "strength=0.5", large);
    ASSERT_OK(half);
    EXPECT_NEAR(mean_in(*frame_of(**half, 2), 196, 116, 8, 8), (before + clean) / 2, 0.03);
    const auto loose = stepped("guard", "limit=120", large);
    ASSERT_OK(loose);
    EXPECT_TRUE(same_values(*frame_of(**loose, 2), *frame_of(*large, 2)));
}

TEST(Guard, WhatIsMissingIsLost) {
    const auto large =
        enhanced({}, [](const FramePtr& frame) { return with_disc(*frame, 50, 70, 6, kBlob); });
    const HeatMap map = heat_of(large);
    EXPECT_LT(at(map, 50, 70), -15);
    EXPECT_EQ(hottest_outside(map, 50, 70, 12), 0);
    const auto clip = stepped("guard", "", large);
    ASSERT_OK(clip);
    const double back =
        mean_in(*frame_of(**clip, 2), 96, 136, 8, 8) - mean_in(*frame_of(*large, 2), 96, 136, 8, 8);
    EXPECT_GT(back, 0.85 * kBlob);
}

TEST(Guard, InventedColourIsFoundToo) {
    const auto large =
        enhanced([](const FramePtr& frame) { return with_disc(*frame, 120, 80, 12, kBlob, 4); });
    EXPECT_GT(at(heat_of(large), 60, 40), 15);
    const auto clip = stepped("guard", "", large);
    ASSERT_OK(clip);
    const double left = mean_in(*frame_of(**clip, 2), 112, 72, 16, 16, 2) -
                        mean_in(*doubled(*scan_picture(2)), 112, 72, 16, 16, 2);
    EXPECT_LT(left, 0.15 * kBlob);
}

TEST(Guard, ASmoothChangeOfToneIsNoContradiction) {
    const auto brighter = enhanced([](const FramePtr& frame) {
        return changed(*frame, [](float value, int channel) {
            return std::pow(std::max(value, 0.0F), 0.8F) + 0.03F * static_cast<float>(channel);
        });
    });
    EXPECT_LT(hottest_outside(heat_of(brighter), 0, 0, -1), 1);
    const auto lifted = enhanced([](const FramePtr& frame) {
        return changed(*frame, [](float value, int) { return 2.5F * value; });
    });
    EXPECT_LT(hottest_outside(heat_of(lifted), 0, 0, -1), 1);
    const auto shaded = enhanced([](const FramePtr& frame) {
        return painted(frame->width(), frame->height(), [&](int x, int y, int c) {
            const float shade =
                0.9F + 0.2F * static_cast<float>(x) / static_cast<float>(frame->width());
            return shade * frame->row(y)[Frame::kChannels * x + c];
        });
    });
    EXPECT_LT(hottest_outside(heat_of(shaded), 0, 0, -1), 1);
}

TEST(Guard, FineDetailBeyondTheScanStays) {
    const auto detail = [](const FramePtr& frame) {
        return painted(frame->width(), frame->height(), [&](int x, int y, int c) {
            const float check = (x + y) % 2 == 0 ? 0.05F : -0.05F;
            return check + frame->row(y)[Frame::kChannels * x + c];
        });
    };
    const auto large = enhanced(detail);
    const auto clip = stepped("guard", "", large);
    ASSERT_OK(clip);
    EXPECT_TRUE(same_values(*frame_of(**clip, 2), *frame_of(*large, 2)));
    // Also where a contradiction is taken back.
    const auto both = enhanced(
        [&](const FramePtr& frame) { return detail(with_disc(*frame, 200, 120, 12, kBlob)); });
    const auto mended = stepped("guard", "", both);
    ASSERT_OK(mended);
    const FramePtr result = frame_of(**mended, 2);
    double check = 0;
    for (int y = 112; y < 128; ++y) {
        for (int x = 192; x < 208; ++x) {
            check += result->row(y)[3 * x + 1] * ((x + y) % 2 == 0 ? 1 : -1) / 256;
        }
    }
    EXPECT_NEAR(check, 0.05, 0.01);
}

TEST(Guard, NoiseOfTheScanIsAllowedFor) {
    // The enhanced picture has lost strong grain: no contradiction when the noise is known.
    const auto grain = [](const FramePtr& frame) {
        unsigned state = 7;
        return changed(*frame, [&](float value, int) {
            state = state * 1664525U + 1013904223U;
            return value + 0.2F * (static_cast<float>(state >> 8U) / (1U << 24U) - 0.5F);
        });
    };
    const auto large = enhanced({}, grain);
    EXPECT_LT(hottest_outside(heat_of(large), 0, 0, -1), 4);
    GuardOptions given;
    given.noise = 15;
    EXPECT_LT(hottest_outside(heat_of(large, given), 0, 0, -1), 4);
    given.noise = 0.01;
    EXPECT_GT(hottest_outside(heat_of(large, given), 0, 0, -1), 4);
}

TEST(Guard, TheMapCanBeLookedAt) {
    const auto large =
        enhanced([](const FramePtr& frame) { return with_disc(*frame, 200, 120, 12, kBlob); },
                 [](const FramePtr& frame) { return with_disc(*frame, 30, 30, 6, kBlob); });
    const auto clip = stepped("guard", "view=heat", large);
    ASSERT_OK(clip);
    EXPECT_EQ((*clip)->info().width, 2 * kWidth);
    const FramePtr map = frame_of(**clip, 2);
    EXPECT_GT(mean_in(*map, 196, 116, 8, 8, 0), mean_in(*map, 196, 116, 8, 8, 2) + 0.4);
    EXPECT_GT(mean_in(*map, 56, 56, 8, 8, 2), mean_in(*map, 56, 56, 8, 8, 0) + 0.4);
    const int far = 280;
    EXPECT_NEAR(mean_in(*map, far, 200, 8, 8, 0), mean_in(*map, far, 200, 8, 8, 2), 1e-6);
}

TEST(Guard, GreyFilmStaysGrey) {
    auto scan = std::make_shared<MadeClip>(
        8, [](std::int64_t n) -> FramePtr { return grey_of(*scan_picture(n)); });
    scan->info_to_set().monochrome = true;
    auto large = std::make_shared<MadeClip>(8, [](std::int64_t n) -> FramePtr {
        return grey_of(*with_disc(*doubled(*scan_picture(n)), 200, 120, 12, kBlob));
    });
    large->info_to_set().monochrome = true;
    large->info_to_set().faithful = scan;
    const auto clip = stepped("guard", "", large);
    ASSERT_OK(clip);
    EXPECT_FALSE(same_values(*frame_of(**clip, 1), *frame_of(*large, 1)));
    EXPECT_TRUE(is_grey(*frame_of(**clip, 1)));
}

TEST(Guard, ColourGivenToAGreyFilmIsNoContradiction) {
    auto scan = std::make_shared<MadeClip>(
        8, [](std::int64_t n) -> FramePtr { return grey_of(*scan_picture(n)); });
    scan->info_to_set().monochrome = true;
    auto coloured = std::make_shared<MadeClip>(8, [](std::int64_t n) -> FramePtr {
        return painted(kWidth, kHeight, [picture = scan_picture(n)](int x, int y, int c) {
            const float tint = x > 80 ? 0.15F : -0.15F; // changes no luma of BT.709
            const float part = c == 0 ? 0.7152F : c == 1 ? -0.2126F : 0.0F;
            return picture->row(y)[Frame::kChannels * x + 1] + tint * part;
        });
    });
    coloured->info_to_set().faithful = scan;
    const auto clip = stepped("guard", "", coloured);
    ASSERT_OK(clip);
    EXPECT_TRUE(same_values(*frame_of(**clip, 1), *frame_of(*coloured, 1)));
}

TEST(Guard, AnyOrderGivesTheSamePictures) {
    const auto large =
        enhanced([](const FramePtr& frame) { return with_disc(*frame, 200, 120, 12, kBlob); });
    expect_any_order([&] { return stepped("guard", "", large).value(); }, 8);
}

TEST(Guard, WorksBehindARealNetwork) {
    auto source = made(4, [](std::int64_t n) { return scan_picture(n); });
    const auto large = stepped("upscale", "model=kinovar-sr-x2,scale=2", source);
    ASSERT_OK(large);
    ASSERT_TRUE((*large)->info().faithful);
    const auto clip = stepped("guard", "", *large);
    ASSERT_OK(clip);
    EXPECT_EQ((*clip)->info().width, 2 * kWidth);
    EXPECT_NE((*clip)->info().key, (*large)->info().key);
    ASSERT_TRUE(frame_of(**clip, 0)->origin());
}

} // namespace
} // namespace kinovar::steps::test
