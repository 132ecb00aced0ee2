// Palettes of references.

#include "core/steps/colourise/global/palette_transfer.h"
#include "core/steps/measure/shots.h"
#include "tests/steps/colourise/global/global_pictures.h"

#include <gtest/gtest.h>

namespace kinovar::steps {
namespace {

using namespace test;
using colourise::Palette;

constexpr int kSide = 96;

/// Three things in grey light, all in a cast.
FramePtr scene(const Rgb& cast, float light = 1) {
    return drawn(kSide, kSide, [&](int x, int y) {
        const float grey = light * (0.15F + 0.7F * static_cast<float>(y) / kSide);
        Rgb pixel{grey, grey, grey};
        if (x < kSide / 3) {
            pixel = {grey * 1.1F, grey * 0.8F, grey * 0.7F};
        } else if (x > 2 * kSide / 3) {
            pixel = {grey * 0.7F, grey * 0.9F, grey * 1.1F};
        }
        for (std::size_t c = 0; c < pixel.size(); ++c) {
            pixel[c] = std::clamp(pixel[c] * cast[c], 0.0F, 1.0F);
        }
        return pixel;
    });
}

FramePtr grey_of(const Frame& frame) {
    return mapped(frame, [](const Rgb& pixel) {
        const float grey = colourise::luma_of(pixel, luma_weights(Matrix::Bt709));
        return Rgb{grey, grey, grey};
    });
}

class PaletteStep : public testing::Test {
protected:
    std::string saved(const Frame& frame, const std::string& name) {
        const auto path = folder_ / name;
        EXPECT_OK(media::write_picture(path, frame, media::PictureFormat::Png, 16));
        return path.string();
    }
    kinovar::test::TemporaryFolder folder_;
    const FramePtr warm_ = scene({1, 0.9F, 0.7F});
    const FramePtr cold_ = scene({0.8F, 0.95F, 1.1F});
};

TEST_F(PaletteStep, TakesTheColoursOfAPicture) {
    const std::string picture = saved(*warm_, "warm.png");
    const FramePtr matched =
        frame_behind("palette:amount=1,luma=matched,picture=" + picture, clip_of({cold_}, "cold"));
    ASSERT_TRUE(matched);
    EXPECT_LT(colour_distance(*matched, *warm_), 0.35 * colour_distance(*cold_, *warm_));
}

TEST_F(PaletteStep, KeepsLumaWhereItIsLocked) {
    const std::string picture = saved(*warm_, "warm.png");
    const FramePtr matched = frame_behind("palette:picture=" + picture, clip_of({cold_}, "cold"));
    ASSERT_TRUE(matched);
    EXPECT_LT(luma_difference(*matched, *cold_), 1e-5);
    EXPECT_GT(colour_distance(*matched, *cold_), 5);
}

TEST_F(PaletteStep, BringsShotsToAFrameOfTheFilm) {
    const auto film = clip_of({warm_, warm_, cold_, cold_}, "scene");
    film->set_shots(listed_shots({2}, 4));
    const auto clip = behind("palette:amount=1,frame=1", film);
    ASSERT_OK(clip);
    const auto own = (*clip)->frame(0, {});
    ASSERT_OK(own);
    EXPECT_EQ(*own, warm_) << "the frame's own shot stays bit for bit";
    const auto other = (*clip)->frame(3, {});
    ASSERT_OK(other);
    EXPECT_LT(colour_distance(**other, *warm_), 0.6 * colour_distance(*cold_, *warm_));
    EXPECT_LT(luma_difference(**other, *cold_), 1e-5);
}

TEST_F(PaletteStep, GivesBlackAndWhiteTheColourOfTheTones) {
    const std::string picture = saved(*warm_, "warm.png");
    const auto clip =
        behind("palette:picture=" + picture, as_monochrome(clip_of({grey_of(*cold_)}, "grey")));
    ASSERT_OK(clip);
    EXPECT_FALSE((*clip)->info().monochrome);
    const auto frame = (*clip)->frame(0, {});
    ASSERT_OK(frame);
    EXPECT_GT(most_colour(**frame), 0.05);
}

TEST_F(PaletteStep, ItsOwnPaletteChangesNothing) {
    const std::string picture = saved(*warm_, "warm.png");
    const FramePtr same =
        frame_behind("palette:amount=1,luma=matched,picture=" + picture, clip_of({warm_}, "own"));
    ASSERT_TRUE(same);
    EXPECT_LT(colour_distance(*same, *warm_), 0.8);
}

TEST_F(PaletteStep, SmoothTonesStaySmooth) {
    const std::string picture = saved(*warm_, "warm.png");
    const FramePtr sky = drawn(512, 4, [](int x, int /*y*/) {
        const float part = static_cast<float>(x) / 511;
        return Rgb{0.4F + 0.2F * part, 0.5F + 0.2F * part, 0.8F + 0.1F * part};
    });
    const FramePtr matched =
        frame_behind("palette:amount=1,luma=matched,picture=" + picture, clip_of({sky}, "sky"));
    ASSERT_TRUE(matched);
    for (int x = 1; x < 512; ++x) {
        const Rgb before = pixel_of(*matched, x - 1, 0);
        const Rgb after = pixel_of(*matched, x, 0);
        for (std::size_t c = 0; c < before.size(); ++c) {
            EXPECT_LT(std::abs(after[c] - before[c]), 0.006F) << x;
        }
    }
}

TEST_F(PaletteStep, ANewPictureUnderTheSameNameIsAnotherResult) {
    const auto film = clip_of({cold_}, "cold");
    const std::string step = "palette:picture=" + saved(*warm_, "reference.png");
    const auto first = behind(step, film);
    saved(*scene({0.7F, 1, 0.8F}), "reference.png");
    const auto second = behind(step, film);
    ASSERT_OK(first);
    ASSERT_OK(second);
    EXPECT_FALSE((*first)->info().key == (*second)->info().key);
}

TEST_F(PaletteStep, WantsOneReferenceThatIsThere) {
    const auto film = clip_of({cold_}, "cold");
    for (const std::string step : {"palette", "palette:frame=1", "palette:frame=0,picture=x.png",
                                   "palette:picture=/no/such/picture.png"}) {
        const auto clip = behind(step, film);
        ASSERT_FALSE(clip) << step;
        EXPECT_FALSE(clip.error().message.empty());
    }
}

TEST(PaletteTransfer, IsTheLinearMapBetweenTwoClouds) {
    Palette from;
    Palette to;
    for (std::size_t i = 0; i < Palette::kQuantiles; ++i) {
        from.lightness[i] = to.lightness[i] = 100.0F * static_cast<float>(i) / 16;
    }
    for (std::size_t z = 0; z < Palette::kZones; ++z) {
        from.zones[z] = {5, -3, 96, 0, 21};
        to.zones[z] = {-2, 8, 21, 0, 60};
    }
    const colourise::PaletteTransfer transfer(from, to);
    const colourise::Ab mean = transfer.chroma(50, {5, -3});
    EXPECT_NEAR(mean.a, -2, 1e-4);
    EXPECT_NEAR(mean.b, 8, 1e-4);
    const colourise::Ab away = transfer.chroma(50, {15, -3});
    EXPECT_NEAR(away.a, -2 + 10 * std::sqrt(25.0 / 100), 1e-3) << "variances with that of grain";
    EXPECT_NEAR(transfer.lightness(40), 40, 1e-3);
    const auto weights = colourise::zone_weights(0.3F);
    EXPECT_NEAR(weights[0] + weights[1] + weights[2], 1, 1e-6);
}

} // namespace
} // namespace kinovar::steps
