#include "core/image/cv_bridge.h"
#include "core/steps/retouch/brush/mask_tiles.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <fstream>
#include <random>

namespace kinovar::retouch {
namespace {

constexpr int kWidth = 300; // not a multiple of the tile
constexpr int kHeight = 200;

std::vector<std::uint16_t> noise_in(const cv::Rect& where) {
    std::mt19937 random(3);
    std::vector<std::uint16_t> pixels(std::size_t{kWidth} * kHeight);
    for (int y = where.y; y < where.br().y; ++y) {
        for (int x = where.x; x < where.br().x; ++x) {
            pixels[static_cast<std::size_t>(y * kWidth + x)] = static_cast<std::uint16_t>(random());
        }
    }
    return pixels;
}

TEST(MaskTiles, PixelsComeBackBitForBit) {
    for (const cv::Rect& where : {cv::Rect(0, 0, kWidth, kHeight), cv::Rect(250, 130, 50, 70),
                                  cv::Rect(10, 10, 1, 1), cv::Rect()}) {
        const auto pixels = noise_in(where);
        const MaskTiles mask = MaskTiles::from_pixels(kWidth, kHeight, pixels);
        EXPECT_EQ(mask.pixels(), pixels);
        const auto again = MaskTiles::from_bytes(mask.to_bytes());
        ASSERT_OK(again);
        EXPECT_EQ(again->pixels(), pixels);
        EXPECT_EQ(*again, mask);
        EXPECT_EQ(mask.empty(), where.empty());
    }
}

TEST(MaskTiles, FullAndEmptyTilesTakeNoMemory) {
    std::vector<std::uint16_t> pixels(std::size_t{kWidth} * kHeight, 65535);
    const MaskTiles full = MaskTiles::from_pixels(kWidth, kHeight, pixels);
    EXPECT_LT(full.bytes(), 1000U);
    EXPECT_LT(full.to_bytes().size(), 100U);
    EXPECT_EQ(full.pixels(), pixels);
    EXPECT_EQ(MaskTiles::from_bytes(full.to_bytes()).value(), full);
    EXPECT_EQ(full.box().width, kWidth);
    EXPECT_EQ(MaskTiles(kWidth, kHeight).box().width, 0);
    EXPECT_FALSE(full == MaskTiles(kWidth, kHeight));
}

TEST(MaskTiles, ReadsPartsThatReachOverTheEdge) {
    const MaskTiles mask =
        MaskTiles::from_pixels(kWidth, kHeight, noise_in({0, 0, kWidth, kHeight}));
    const auto pixels = mask.pixels();
    std::vector<std::uint16_t> part(20 * 10, 1);
    mask.read({kWidth - 10, -5, 20, 10}, part.data());
    EXPECT_EQ(part[0], 0);
    EXPECT_EQ(part[5 * 20], pixels[kWidth - 10]);
    EXPECT_EQ(part[5 * 20 + 10], 0);
}

TEST(MaskTiles, HostileBytesAreErrors) {
    const std::string good =
        MaskTiles::from_pixels(kWidth, kHeight, noise_in({0, 0, 150, 150})).to_bytes();
    for (std::size_t length = 0; length < good.size(); length += 97) {
        if (length == 12) {
            continue; // magic and size alone: an empty mask
        }
        EXPECT_FALSE(MaskTiles::from_bytes(std::string_view(good).substr(0, length))) << length;
    }
    const auto broken = [&](std::size_t at, char value) {
        std::string bytes = good;
        bytes[at] = value;
        return MaskTiles::from_bytes(bytes);
    };
    EXPECT_FALSE(broken(0, 'X'));
    EXPECT_EQ(broken(7, 0x7F).error().code, ErrorCode::Unsupported); // the width
    EXPECT_FALSE(broken(12, 100));                                   // number of a tile
    EXPECT_FALSE(broken(19, 0x7F));                                  // its bytes
    EXPECT_FALSE(broken(20 + 1, 'x'));                               // "PNG"
    EXPECT_FALSE(broken(20 + 19, 1));                                // width of the PNG
    EXPECT_FALSE(broken(20 + 24, 8));                                // its bits
    EXPECT_FALSE(broken(20 + 60, static_cast<char>(good[20 + 60] ^ 0x55)));
    EXPECT_FALSE(MaskTiles::from_bytes(good + "x"));
    // The same tile twice.
    EXPECT_FALSE(MaskTiles::from_bytes(good + good.substr(12)));
}

TEST(MaskTiles, FilesAreReadAndWritten) {
    const test::TemporaryFolder folder;
    const MaskTiles mask = MaskTiles::from_pixels(kWidth, kHeight, noise_in({20, 20, 200, 100}));
    for (const char* name : {"mask.png", "mask.tif"}) {
        const std::string file = folder / name;
        ASSERT_OK(save_mask(file, mask));
        const auto again = load_mask(file);
        ASSERT_OK(again);
        EXPECT_EQ(*again, mask) << name;
    }
    const std::string eight = folder / "eight.png";
    cv::imwrite(eight, cv::Mat(10, 20, CV_8U, cv::Scalar(255)));
    const auto loaded = load_mask(eight);
    ASSERT_OK(loaded);
    EXPECT_EQ(loaded->pixels(), std::vector<std::uint16_t>(200, 65535));
    EXPECT_FALSE(load_mask(folder / "missing.png"));
    EXPECT_FALSE(save_mask(folder / "mask.jpg", mask));
    EXPECT_FALSE(save_mask(folder / "mask.png", MaskTiles()));
}

/// A red square and a red dot on grey, with a little noise.
FramePtr red_places() {
    cv::Mat picture(kHeight, kWidth, CV_32FC3, cv::Scalar(0.4, 0.4, 0.4));
    picture(cv::Rect(50, 50, 60, 60)).setTo(cv::Scalar(0.8, 0.2, 0.2));
    picture(cv::Rect(200, 100, 30, 30)).setTo(cv::Scalar(0.8, 0.2, 0.2));
    cv::Mat noise(picture.size(), picture.type());
    cv::RNG(5).fill(noise, cv::RNG::NORMAL, 0, 0.01);
    return frame_from_mat(picture + noise, ColourSpec::srgb()).value();
}

double mean_in(const MaskTiles& mask, const cv::Rect& where) {
    std::vector<std::uint16_t> part(static_cast<std::size_t>(where.area()));
    mask.read({where.x, where.y, where.width, where.height}, part.data());
    double sum = 0;
    for (const std::uint16_t value : part) {
        sum += value;
    }
    return sum / 65535 / where.area();
}

TEST(ColourSelection, TakesWhatIsAlike) {
    const FramePtr picture = red_places();
    ColourSelection selection{.x = 80.0 / kWidth, .y = 80.0 / kHeight};
    auto mask = select_by_colour(*picture, selection);
    ASSERT_OK(mask);
    EXPECT_GT(mean_in(*mask, {53, 53, 54, 54}), 0.99);
    EXPECT_EQ(mean_in(*mask, {202, 102, 26, 26}), 0);
    EXPECT_EQ(mean_in(*mask, {120, 10, 70, 180}), 0);
    selection.connected = false;
    mask = select_by_colour(*picture, selection);
    ASSERT_OK(mask);
    EXPECT_GT(mean_in(*mask, {203, 103, 24, 24}), 0.99);
    EXPECT_EQ(mean_in(*mask, {120, 10, 70, 180}), 0);
    selection.tolerance = 1;
    EXPECT_GT(mean_in(select_by_colour(*picture, selection).value(), {0, 0, kWidth, kHeight}),
              0.99);
}

} // namespace
} // namespace kinovar::retouch
