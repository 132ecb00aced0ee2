#include "tests/steps/timing/film.h"

namespace kinovar::steps::test {
namespace {

pipeline::ClipPtr film_of(std::int64_t frames, Rational rate, std::int64_t salt,
                          MadeClip::Maker maker) {
    return std::make_shared<MadeClip>(info_of(frames, rate, salt), std::move(maker));
}

FramePtr original(std::int64_t n) {
    return picture_at(static_cast<double>(n));
}

void expect_originals(const Result<pipeline::ClipPtr>& clip, std::int64_t frames, Rational rate) {
    ASSERT_OK(clip);
    ASSERT_EQ((*clip)->info().frames, frames);
    EXPECT_EQ((*clip)->info().rate, rate);
    EXPECT_NEAR(length_of((*clip)->info()), static_cast<double>(frames) / rate.value(), 1e-6);
    for (std::int64_t n = 0; n < frames; ++n) {
        EXPECT_TRUE(same(*original(n), *frame_of(*clip, n))) << n;
    }
}

/// Fields of 3:2 pulldown: of originals 0 1 2 3 the frames 00 11 12 23 33, upper field first.
pipeline::ClipPtr pulldown_film(bool upper_first) {
    return film_of(100, {30000, 1001}, upper_first ? 201 : 202, [=](std::int64_t n) {
        constexpr std::array<std::array<int, 2>, 5> kPattern{
            {{0, 0}, {1, 1}, {1, 2}, {2, 3}, {3, 3}}};
        const std::int64_t base = n / 5 * 4;
        const auto& pair = kPattern[static_cast<std::size_t>(n % 5)];
        const FramePtr first = original(base + pair[0]);
        const FramePtr second = original(base + pair[1]);
        return upper_first ? woven(*first, *second) : woven(*second, *first);
    });
}

TEST(Telecine, PulldownIsUndoneBitForBit) {
    for (const bool upper_first : {true, false}) {
        expect_originals(with_step(pulldown_film(upper_first), "telecine"), 80, {24000, 1001});
    }
}

TEST(Telecine, RepeatedFramesAreDropped) {
    struct Case {
        std::int64_t in, out;
        Rational rate, wanted;
    };
    for (const Case& one : {Case{5, 4, {30, 1}, {24, 1}}, Case{3, 2, {24, 1}, {16, 1}},
                            Case{25, 18, {25, 1}, {18, 1}}, Case{25, 24, {25, 1}, {24, 1}}}) {
        const std::int64_t frames = one.in * (100 / one.in);
        const auto film = film_of(frames, one.rate, 300 + one.in * 100 + one.out,
                                  [=](std::int64_t n) { return original(n * one.out / one.in); });
        expect_originals(with_step(film, "telecine"), frames * one.out / one.in, one.wanted);
    }
}

TEST(Telecine, ShiftedFieldsAreBroughtTogether) {
    const auto film = film_of(60, {25, 1}, 401, [](std::int64_t n) {
        return woven(*original(n + 1), *original(n)); // the upper field comes one frame early
    });
    const auto clip = with_step(film, "telecine");
    ASSERT_OK(clip);
    EXPECT_EQ((*clip)->info().frames, 60);
    for (std::int64_t n = 0; n + 1 < 60; ++n) {
        const auto frame = frame_of(*clip, n);
        EXPECT_TRUE(same(*original(n), *frame) || same(*original(n + 1), *frame)) << n;
    }
}

TEST(Telecine, MixedFramesAreSolved) {
    const auto film = film_of(50, {30, 1}, 501, [](std::int64_t n) {
        const auto before = original(n * 4 / 5);
        const auto after = original(n * 4 / 5 + 1);
        const float part = static_cast<float>(n * 4 % 5) / 5;
        auto frame = std::make_shared<Frame>(*before);
        std::transform(before->values().begin(), before->values().end(), after->values().begin(),
                       frame->values().begin(),
                       [part](float a, float b) { return a + part * (b - a); });
        return frame;
    });
    const auto clip = with_step(film, "telecine:mode=blended,fps=24");
    ASSERT_OK(clip);
    ASSERT_EQ((*clip)->info().frames, 40);
    for (std::int64_t n = 0; n < 39; ++n) {
        const auto wanted = original(n);
        const auto found = frame_of(*clip, n);
        float worst = 0;
        for (std::size_t i = 0; i < wanted->values().size(); ++i) {
            worst = std::max(worst, std::abs(wanted->values()[i] - found->values()[i]));
        }
        EXPECT_LT(worst, 0.02) << n;
    }
}

TEST(Telecine, AFilmWithoutAPatternIsRefused) {
    const auto clip = with_step(moving_film(100), "telecine");
    ASSERT_FALSE(clip);
    EXPECT_EQ(clip.error().code, ErrorCode::NotFound);
    EXPECT_FALSE(clip.error().hint.empty());
}

} // namespace
} // namespace kinovar::steps::test
