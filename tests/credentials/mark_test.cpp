#include "core/credentials/mark.h"
#include "core/image/metrics.h"
#include "core/image/resize.h"
#include "core/image/test_picture.h"
#include "core/media/picture_file.h"
#include "tests/e2e/program.h"

#include <algorithm>
#include <cmath>

namespace kinovar::test {
namespace {

using credentials::detect_mark;
using credentials::draw_visible_mark;
using credentials::embed_mark;
using credentials::MarkReading;

constexpr std::uint32_t kId = 0xC0FFEE42U;

/// As an export stores it.
std::shared_ptr<Frame> in_eight_bits(const Frame& frame) {
    auto stored = std::make_shared<Frame>(frame);
    for (float& value : stored->values()) {
        value = std::round(std::clamp(value, 0.0F, 1.0F) * 255) / 255;
    }
    return stored;
}

FramePtr marked(const Frame& frame, std::uint32_t id = kId) {
    Frame copy(frame);
    embed_mark(copy, {id});
    return in_eight_bits(copy);
}

std::shared_ptr<Frame> flat(int width, int height, float value) {
    auto frame = std::make_shared<Frame>(width, height, ColourSpec::srgb());
    std::fill(frame->values().begin(), frame->values().end(), value);
    return frame;
}

void expect_found(const FramePtr& frame, const std::string& where, std::uint32_t id = kId) {
    const MarkReading reading = detect_mark(std::vector{frame});
    EXPECT_TRUE(reading.present) << where;
    EXPECT_EQ(reading.payload.id, id) << where;
    EXPECT_GT(reading.confidence, 0.3) << where;
}

TEST(Mark, IsFoundAtItsOwnSize) {
    for (const std::uint32_t id : {0U, 1U, kId, 0xFFFFFFFFU}) {
        expect_found(marked(*test_picture(640, 480), id), "own size", id);
    }
    expect_found(marked(*test_picture(333, 777)), "upright, odd");
    expect_found(marked(*test_picture(256, 256)), "small");
}

TEST(Mark, ChangesTooLittleToBeSeen) {
    const FramePtr plain = test_picture(640, 480);
    Frame copy(*plain);
    embed_mark(copy, {kId});
    const auto metrics = compare_pictures(*plain, copy);
    ASSERT_OK(metrics);
    EXPECT_GT(metrics->psnr_rgb, 44);
    // Even ground shows most: there it is less than a level and a half at twice its deviation.
    const auto grey = flat(640, 480, 0.5F);
    Frame grey_copy(*grey);
    embed_mark(grey_copy, {kId});
    const auto even = compare_pictures(*grey, grey_copy);
    ASSERT_OK(even);
    EXPECT_GT(even->psnr_rgb, 49);
    EXPECT_LT(even->max_error, 5.0 / 255);
}

TEST(Mark, ScalingDoesNotMoveIt) {
    const FramePtr large = marked(*test_picture(1280, 720));
    for (const auto& [width, height] :
         {std::pair{640, 360}, {512, 288}, {854, 480}, {1919, 1081}, {1280, 700}}) {
        const auto scaled = resize(*large, width, height, ResizeFilter::Bicubic);
        ASSERT_OK(scaled);
        expect_found(in_eight_bits(**scaled), std::to_string(width));
    }
}

TEST(Mark, IsNotWhereNonePut) {
    EXPECT_FALSE(detect_mark({}).present);
    EXPECT_FALSE(detect_mark(std::vector<FramePtr>{flat(64, 64, 0.5F)}).present);
    EXPECT_FALSE(detect_mark(std::vector<FramePtr>{flat(1, 1, 1.0F)}).present);
    std::vector<FramePtr> film;
    for (int n = 0; n < 12; ++n) {
        film.push_back(test_picture(320, 240, n));
        EXPECT_FALSE(detect_mark(std::vector{film.back()}).present) << n;
    }
    EXPECT_FALSE(detect_mark(film).present);
    const auto broken = flat(64, 64, std::nanf(""));
    EXPECT_FALSE(detect_mark(std::vector<FramePtr>{broken}).present);
}

TEST(Mark, SeveralPicturesSayMoreThanOne) {
    std::vector<FramePtr> film;
    for (int n = 0; n < 8; ++n) {
        const auto small =
            resize(*marked(*test_picture(480, 360, n)), 200, 150, ResizeFilter::Area);
        ASSERT_OK(small);
        film.push_back(in_eight_bits(**small));
    }
    const MarkReading reading = detect_mark(film);
    EXPECT_TRUE(reading.present);
    EXPECT_EQ(reading.payload.id, kId);
}

TEST(Mark, LeavesBlackAndWhiteAsItIs) {
    Frame grey(*test_picture(160, 120));
    for (std::size_t i = 0; i < grey.values().size(); i += 3) {
        grey.values()[i + 1] = grey.values()[i + 2] = grey.values()[i];
    }
    embed_mark(grey, {kId});
    draw_visible_mark(grey);
    for (std::size_t i = 0; i < grey.values().size(); i += 3) {
        ASSERT_FLOAT_EQ(grey.values()[i], grey.values()[i + 1]);
        ASSERT_FLOAT_EQ(grey.values()[i], grey.values()[i + 2]);
    }
    Frame black(*flat(320, 240, 0));
    embed_mark(black, {kId});
    EXPECT_TRUE(std::ranges::all_of(black.values(), [](float v) { return v == 0; }));
}

TEST(Mark, IsTheSameEachTime) {
    const FramePtr picture = test_picture(320, 200);
    const FramePtr first = marked(*picture);
    static_cast<void>(marked(*test_picture(64, 64), 5));
    static_cast<void>(marked(*picture, 6));
    EXPECT_TRUE(std::ranges::equal(first->values(), marked(*picture)->values()));
    for (const auto& [width, height] : {std::pair{1, 1}, {3, 500}, {17, 2}}) {
        Frame tiny(*flat(width, height, 0.4F));
        embed_mark(tiny, {kId});
        EXPECT_TRUE(std::ranges::all_of(tiny.values(), [](float v) { return std::isfinite(v); }));
    }
}

TEST(Mark, SurvivesJpeg) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    ASSERT_OK(media::write_picture(folder / "a.png", *marked(*test_picture(800, 600)),
                                   media::PictureFormat::Png, 8));
    make_with_ffmpeg("-i " + quoted(folder / "a.png") + " -q:v 5 " + quoted(folder / "a.jpg"));
    const auto read = media::read_picture(folder / "a.jpg");
    ASSERT_OK(read);
    expect_found(*read, "JPEG");
}

TEST(Mark, SurvivesH264AndHalving) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    for (int n = 0; n < 25; ++n) {
        ASSERT_OK(media::write_picture(folder / ("a" + std::to_string(n) + ".png"),
                                       *marked(*test_picture(640, 480, n)),
                                       media::PictureFormat::Png, 8));
    }
    make_with_ffmpeg("-i " + quoted(folder / "a%d.png") +
                     " -vf scale=320:240 -c:v libx264 -crf 23 -pix_fmt yuv420p " +
                     quoted(folder / "half.mp4"));
    make_with_ffmpeg("-i " + quoted(folder / "half.mp4") + " " + quoted(folder / "b%d.png"));
    std::vector<FramePtr> film;
    for (int n = 1; n <= 25; ++n) {
        const auto read = media::read_picture(folder / ("b" + std::to_string(n) + ".png"));
        ASSERT_OK(read);
        film.push_back(*read);
    }
    const MarkReading reading = detect_mark(film);
    EXPECT_TRUE(reading.present);
    EXPECT_EQ(reading.payload.id, kId);
}

struct Spot {
    float darkest = 1;
    float lightest = 0;
    int left = 1 << 20, top = 1 << 20, right = -1, bottom = -1; ///< of what was changed
};
Spot changed_spot(const Frame& before, const Frame& after) {
    Spot spot;
    for (int y = 0; y < before.height(); ++y) {
        for (int x = 0; x < before.width(); ++x) {
            const float value = after.row(y)[3 * x];
            if (std::abs(value - before.row(y)[3 * x]) > 0.02F) {
                spot = {std::min(spot.darkest, value), std::max(spot.lightest, value),
                        std::min(spot.left, x),        std::min(spot.top, y),
                        std::max(spot.right, x),       std::max(spot.bottom, y)};
            }
        }
    }
    return spot;
}

TEST(VisibleMark, StandsInTheCornerAndOnAnyGround) {
    for (const auto& [width, height] : {std::pair{1920, 1080}, {640, 480}, {300, 700}}) {
        for (const float ground : {0.0F, 0.5F, 1.0F}) {
            const auto plain = flat(width, height, ground);
            Frame drawn(*plain);
            draw_visible_mark(drawn);
            const Spot spot = changed_spot(*plain, drawn);
            EXPECT_LT(spot.right, width * 0.966);
            EXPECT_LT(spot.bottom, height * 0.966);
            EXPECT_GT(spot.left, width * 0.8);
            EXPECT_GT(spot.top, height * 0.88);
            // Something light on something darker.
            EXPECT_GT(spot.lightest - (ground == 0.0F ? 0.0F : spot.darkest), 0.3F)
                << width << " " << ground;
        }
    }
}

TEST(VisibleMark, GrowsWithThePictureAndFitsTheTiniest) {
    const auto size_at = [](int width, int height) {
        const auto plain = flat(width, height, 0.5F);
        Frame drawn(*plain);
        draw_visible_mark(drawn);
        const Spot spot = changed_spot(*plain, drawn);
        return spot.bottom - spot.top + 1;
    };
    EXPECT_NEAR(size_at(1920, 1080), 2 * size_at(960, 540), 3);
    EXPECT_GE(size_at(64, 64), 10);
    for (const auto& [width, height] : {std::pair{1, 1}, {8, 8}, {16, 400}, {400, 9}}) {
        Frame tiny(*flat(width, height, 0.5F));
        draw_visible_mark(tiny);
        EXPECT_TRUE(std::ranges::all_of(tiny.values(), [](float v) { return std::isfinite(v); }));
    }
}

} // namespace
} // namespace kinovar::test
