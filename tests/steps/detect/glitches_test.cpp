// Things put into a film that moves, for a frame or a few.

#include "core/steps/detect/proposal.h"
#include "tests/steps/memory_clip.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace kinovar::detect {
namespace {

constexpr int kWidth = 192;
constexpr int kHeight = 128;

/// Waves of many lengths and directions: a pattern that looks the same nowhere else.
struct Wave {
    double across, down, phase;
};
std::vector<Wave> waves() {
    std::mt19937 random(7);
    const auto part = [&] { return static_cast<double>(random()) / std::mt19937::max(); };
    std::vector<Wave> result(40);
    for (Wave& wave : result) {
        const double length = 8 + 40 * part();
        const double angle = 2 * M_PI * part();
        wave = {2 * M_PI * std::cos(angle) / length, 2 * M_PI * std::sin(angle) / length,
                2 * M_PI * part()};
    }
    return result;
}

/// The pattern, moving to the right by 1.5 px a frame.
std::shared_ptr<Frame> picture_at(std::int64_t n) {
    static const std::vector<Wave> all = waves();
    auto frame = std::make_shared<Frame>(kWidth, kHeight, ColourSpec::bt709());
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            double value = 0.5;
            for (const Wave& wave : all) {
                value += 0.03 * std::sin(wave.across * (x - 1.5 * static_cast<double>(n)) +
                                         wave.down * y + wave.phase);
            }
            std::fill_n(frame->row(y) + std::ptrdiff_t{x} * Frame::kChannels, Frame::kChannels,
                        static_cast<float>(value));
        }
    }
    return frame;
}

/// A bright disc at a place that stays.
void put_disc(Frame& frame, int cx, int cy) {
    constexpr int kRadius = 12;
    for (int y = cy - kRadius; y <= cy + kRadius; ++y) {
        for (int x = cx - kRadius; x <= cx + kRadius; ++x) {
            if (std::hypot(x - cx, y - cy) <= kRadius) {
                std::fill_n(frame.row(y) + std::ptrdiff_t{x} * Frame::kChannels, Frame::kChannels,
                            0.95F);
            }
        }
    }
}

template <class Change>
Result<std::vector<Proposal>> found(const std::string& name, const Change& change) {
    std::vector<FramePtr> frames;
    for (std::int64_t n = 0; n < 16; ++n) {
        auto frame = picture_at(n);
        change(n, frame);
        frames.push_back(frame);
    }
    const auto clip = std::make_shared<steps::test::MemoryClip>(std::move(frames), name);
    Job job("test");
    return find_glitches(clip, 0, clip->info().frames - 1, job);
}

TEST(Glitches, NoneInACleanFilm) {
    const auto none = found("clean", [](std::int64_t /*n*/, std::shared_ptr<Frame>& /*frame*/) {});
    ASSERT_OK(none);
    EXPECT_TRUE(none->empty());
}

TEST(Glitches, AThingOfOneToFiveFrames) {
    for (const std::int64_t length : {1, 3, 5}) {
        const auto some = found("disc" + std::to_string(length),
                                [&](std::int64_t n, std::shared_ptr<Frame>& frame) {
                                    if (n >= 6 && n < 6 + length) {
                                        put_disc(*frame, 120, 60);
                                    }
                                });
        ASSERT_OK(some);
        ASSERT_EQ(some->size(), 1U) << length;
        const Proposal& one = some->front();
        EXPECT_EQ(one.first, 6);
        EXPECT_EQ(one.last, 5 + length);
        EXPECT_EQ(one.kind, length == 1 ? "glitch" : "flicker object");
        EXPECT_EQ(one.fix, "inpaint");
        EXPECT_LT(one.box[0], 120.0 / kWidth);
        EXPECT_GT(one.box[2], 120.0 / kWidth);
        EXPECT_LT(one.box[1], 60.0 / kHeight);
        EXPECT_GT(one.box[3], 60.0 / kHeight);
    }
}

TEST(Glitches, NotAThingThatMovesFast) {
    const auto none = found("ball", [](std::int64_t n, std::shared_ptr<Frame>& frame) {
        if (n >= 3 && n < 13) {
            put_disc(*frame, 16 + static_cast<int>(n - 3) * 17, 60);
        }
    });
    ASSERT_OK(none);
    EXPECT_TRUE(none->empty());
}

TEST(Glitches, AFrameOfElsewhere) {
    const auto some = found("elsewhere", [](std::int64_t n, std::shared_ptr<Frame>& frame) {
        if (n == 8) {
            frame = picture_at(400);
        }
    });
    ASSERT_OK(some);
    ASSERT_EQ(some->size(), 1U);
    EXPECT_EQ(some->front().first, 8);
    EXPECT_EQ(some->front().last, 8);
    EXPECT_EQ(some->front().box, Box{}) << "the whole picture";
    EXPECT_EQ(some->front().fix, "clone");
}

TEST(Glitches, FrozenFrames) {
    const auto some = found("frozen", [](std::int64_t n, std::shared_ptr<Frame>& frame) {
        if (n >= 8 && n < 11) {
            frame = picture_at(7);
        }
    });
    ASSERT_OK(some);
    ASSERT_EQ(some->size(), 1U);
    EXPECT_EQ(some->front().kind, "frozen");
    EXPECT_EQ(some->front().first, 8);
    EXPECT_EQ(some->front().last, 10);
}

TEST(Glitches, DirtOfOldFilmIsOneProposal) {
    const auto some = found("dirt", [](std::int64_t n, std::shared_ptr<Frame>& frame) {
        if (n > 0 && n < 15) {
            for (int y = 0; y < 9; ++y) {
                std::fill_n(frame->row(30 + (static_cast<int>(n) * 37) % 60 + y) +
                                std::ptrdiff_t{(static_cast<int>(n) * 53) % 150} * Frame::kChannels,
                            9 * Frame::kChannels, 0.02F);
            }
        }
    });
    ASSERT_OK(some);
    EXPECT_LE(some->size(), 2U);
    EXPECT_EQ(
        std::count_if(some->begin(), some->end(),
                      [](const Proposal& one) { return one.kind == "dirt" && one.fix == "dust"; }),
        1);
}

} // namespace
} // namespace kinovar::detect
