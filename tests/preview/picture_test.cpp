#include "core/preview/picture.h"
#include "core/preview/picture_pack.h"
#include "core/preview/picture_service.h"
#include "tests/preview/gated_clip.h"
#include "tests/support/support.h"

#include <limits>
#include <random>

namespace kinovar::preview {
namespace {

TEST(Picture, RoundsClipsAndTurnsNanToBlack) {
    Frame frame(2, 2, ColourSpec::srgb());
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float inf = std::numeric_limits<float>::infinity();
    const float values[] = {0, 0.5F, 1, -1, 2, 0.501F / 255, nan, inf, -inf, 1.0F / 255, 0, 0.999F};
    std::copy(std::begin(values), std::end(values), frame.values().begin());
    const PicturePtr picture = picture_of(frame);
    EXPECT_EQ(picture->pixels,
              (std::vector<std::uint32_t>{0xFF0080FF, 0xFF00FF01, 0xFF00FF00, 0xFF0100FF}));
    EXPECT_EQ(picture->row(1)[1], 0xFF0100FFU);
}

TEST(Picture, ShowsWhereEachPixelComesFrom) {
    Frame frame(4, 1, ColourSpec::srgb());
    std::fill(frame.values().begin(), frame.values().end(), 0.5F);
    auto plane = std::make_shared<OriginPlane>();
    plane->width = 4;
    plane->height = 1;
    plane->pixels = {Origin::Scan, Origin::Neighbour, Origin::Model, Origin::Hand};
    frame.set_origin(plane);
    const PicturePtr picture = origin_picture(frame);
    const auto red = [&](int x) { return picture->row(0)[x] >> 16U & 0xFFU; };
    const auto green = [&](int x) { return picture->row(0)[x] >> 8U & 0xFFU; };
    const auto blue = [&](int x) { return picture->row(0)[x] & 0xFFU; };
    EXPECT_TRUE(red(0) == green(0) && green(0) == blue(0));
    EXPECT_TRUE(blue(1) > red(1) && blue(1) > green(1));
    EXPECT_TRUE(red(2) > green(2) && green(2) > blue(2));
    EXPECT_TRUE(green(3) > red(3) && green(3) > blue(3));
}

TEST(HalfSize, IsTheMeanOfAreasAndRoundsUp) {
    const auto clip = std::make_shared<test::GatedClip>("half", true, 7, 5);
    const pipeline::ClipPtr half = half_size(clip);
    EXPECT_EQ(half->info().width, 4);
    EXPECT_EQ(half->info().height, 3);
    EXPECT_NE(half->info().key, clip->info().key);
    const auto frame = half->frame(51, {});
    ASSERT_OK(frame);
    for (const float value : (*frame)->values()) {
        EXPECT_NEAR(value, 0.2F, 1e-6);
    }
}

TEST(PicturePack, ComesBackBitExact) {
    std::mt19937 random(3);
    Picture picture;
    picture.width = 37;
    picture.height = 21;
    for (int i = 0; i < 37 * 21; ++i) {
        picture.pixels.push_back(0xFF000000U | static_cast<std::uint32_t>(random() & 0xFFFFFFU));
    }
    const std::string bytes = packed(picture);
    const PicturePtr back = unpacked(bytes);
    ASSERT_NE(back, nullptr);
    EXPECT_EQ(back->width, 37);
    EXPECT_EQ(back->pixels, picture.pixels);
}

TEST(PicturePack, RefusesEveryDamagedByteAndEveryCut) {
    Picture picture;
    picture.width = 8;
    picture.height = 4;
    picture.pixels.assign(32, 0xFF102030U);
    const std::string bytes = packed(picture);
    constexpr std::size_t kReserved = 12; // and the three bytes after it mean nothing
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x41);
        if (i < kReserved || i >= kReserved + 4) {
            EXPECT_EQ(unpacked(damaged), nullptr) << "byte " << i;
        }
        EXPECT_EQ(unpacked(bytes.substr(0, i)), nullptr) << "cut at " << i;
    }
}

} // namespace
} // namespace kinovar::preview
