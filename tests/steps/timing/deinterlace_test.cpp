#include "core/image/metrics.h"
#include "core/media/media_info.h"
#include "tests/steps/timing/film.h"

namespace kinovar::steps::test {
namespace {

/// Frame n holds the moments 2n (first field) and 2n + 1.
pipeline::ClipPtr interlaced_film(std::int64_t frames, bool top_first, double speed = 1) {
    const auto salt = static_cast<std::int64_t>(100 + 10 * speed + (top_first ? 1 : 2));
    return std::make_shared<MadeClip>(info_of(frames, {25, 1}, salt), [=](std::int64_t n) {
        const auto first = picture_at(speed * static_cast<double>(2 * n));
        const auto second = picture_at(speed * static_cast<double>(2 * n + 1));
        return top_first ? woven(*first, *second) : woven(*second, *first);
    });
}

/// Of what moves: the rows above the still band, whose sharp border no field can tell of.
double psnr(const Frame& reference, const Frame& other) {
    double sum = 0;
    const std::size_t count = static_cast<std::size_t>(kHeight * 3 / 4 - 4) * kWidth * 3;
    for (std::size_t i = 0; i < count; ++i) {
        const double error = reference.values()[i] - other.values()[i];
        sum += error * error;
    }
    return -10 * std::log10(sum / static_cast<double>(count));
}

TEST(Deinterlace, EveryFieldBecomesAPictureOfItsMoment) {
    const auto clip = with_step(interlaced_film(12, true), "deinterlace:mode=field,order=top");
    ASSERT_OK(clip);
    EXPECT_EQ((*clip)->info().frames, 24);
    EXPECT_EQ((*clip)->info().rate, (Rational{50, 1}));
    EXPECT_EQ((*clip)->info().field_order, FieldOrder::Progressive);
    EXPECT_NEAR(length_of((*clip)->info()), 12.0 / 25, 1e-9);
    for (std::int64_t n = 2; n < 22; ++n) {
        EXPECT_GT(psnr(*picture_at(static_cast<double>(n)), *frame_of(*clip, n)), 40) << n;
    }
}

TEST(Deinterlace, LinesOfTheFieldAndAllThatIsStillAreBitIdentical) {
    const auto film = interlaced_film(6, true);
    const auto clip = with_step(film, "deinterlace:order=top");
    ASSERT_OK(clip);
    for (std::int64_t n = 1; n < 5; ++n) {
        const auto in = frame_of(film, n);
        const auto out = frame_of(*clip, n);
        for (int y = 0; y < kHeight; ++y) {
            const bool still = y >= kHeight * 3 / 4 + 4;
            if (y % 2 == 0 || still) {
                EXPECT_TRUE(std::equal(in->row(y), in->row(y) + kWidth * 3, out->row(y))) << y;
                ASSERT_NE(out->origin(), nullptr);
                EXPECT_EQ(out->origin()->pixels[static_cast<std::size_t>(y * kWidth)],
                          Origin::Scan);
            }
        }
    }
}

TEST(Deinterlace, TheOrderIsMeasuredWhateverTheTagSays) {
    for (const bool top_first : {true, false}) {
        const auto clip = with_step(interlaced_film(12, top_first), "deinterlace:mode=field");
        ASSERT_OK(clip);
        for (std::int64_t n = 4; n < 8; ++n) {
            EXPECT_GT(psnr(*picture_at(static_cast<double>(n)), *frame_of(*clip, n)), 40)
                << top_first << n;
        }
    }
}

TEST(Deinterlace, AProgressiveFilmIsLeftAsItIs) {
    const auto film = moving_film(20);
    const auto clip = with_step(film, "deinterlace");
    ASSERT_OK(clip);
    for (std::int64_t n = 0; n < 20; ++n) {
        EXPECT_TRUE(same(*frame_of(film, n), *frame_of(*clip, n))) << n;
    }
}

TEST(Deinterlace, NothingComesFromBehindACut) {
    const std::int64_t cut = 3;
    auto info = info_of(6, {25, 1}, 77);
    info.shots = std::make_shared<FixedShots>(6, std::vector<std::int64_t>{cut});
    const auto grey = [](float value) {
        auto frame = std::make_shared<Frame>(kWidth, kHeight, ColourSpec::bt709());
        std::fill(frame->values().begin(), frame->values().end(), value);
        return frame;
    };
    const auto film = std::make_shared<MadeClip>(
        info, [&](std::int64_t n) { return FramePtr(grey(n < cut ? 0.25F : 0.75F)); });
    const auto clip = with_step(film, "deinterlace:mode=field,order=top");
    ASSERT_OK(clip);
    for (std::int64_t n = 0; n < 12; ++n) {
        EXPECT_TRUE(same(*grey(n < 2 * cut ? 0.25F : 0.75F), *frame_of(*clip, n))) << n;
    }
}

TEST(Deinterlace, AStillHasOnlyItsCombsTaken) {
    const auto film = interlaced_film(1, true, 3);
    const auto clip = with_step(film, "deinterlace:order=top");
    ASSERT_OK(clip);
    const auto out = frame_of(*clip, 0);
    EXPECT_GT(psnr(*picture_at(0), *out), psnr(*picture_at(0), *frame_of(film, 0)) + 3);
    EXPECT_FALSE(with_step(film, "deinterlace:mode=field,order=top"));
}

} // namespace
} // namespace kinovar::steps::test
