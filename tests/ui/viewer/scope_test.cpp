#include "tests/ui/viewer/test_pictures.h"
#include "ui/viewer/scope_data.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>

namespace kinovar::ui {
namespace {

using namespace test;

constexpr int kAll = 1 << 30;

TEST(ScopeData, HistogramCountsShares) {
    auto picture = std::make_shared<preview::Picture>(*flat(100, 40, 0xff000000U));
    for (std::size_t i = 0; i < 1000; ++i) {
        picture->pixels[i] = 0xffff8040U;
    }
    const Histogram histogram = histogram_of(*picture, kAll);
    EXPECT_FLOAT_EQ(histogram.channels[0][255], 0.25F);
    EXPECT_FLOAT_EQ(histogram.channels[1][128], 0.25F);
    EXPECT_FLOAT_EQ(histogram.channels[2][64], 0.25F);
    EXPECT_FLOAT_EQ(histogram.channels[2][0], 0.75F);
    EXPECT_FLOAT_EQ(histogram.luma[150], 0.25F); // 0.2126·255 + 0.7152·128 + 0.0722·64
    EXPECT_FLOAT_EQ(histogram.black, 0.75F);
    EXPECT_FLOAT_EQ(histogram.white, 0.25F);
}

TEST(ScopeData, SomeRowsTellWhatAllDo) {
    const auto picture = waves(1280, 720);
    const Histogram all = histogram_of(*picture, kAll);
    const Histogram some = histogram_of(*picture, 100'000);
    float apart = 0; // half of it is the share of pixels that lie elsewhere
    for (std::size_t level = 0; level < 256; ++level) {
        apart += std::abs(all.luma[level] - some.luma[level]);
    }
    EXPECT_LT(apart / 2, 0.08F);
}

TEST(ScopeData, WaveformPutsLevelsWhereTheyAre) {
    auto picture = std::make_shared<preview::Picture>(*flat(640, 10, 0xff102030U));
    for (int y = 0; y < 10; ++y) {
        for (int x = 320; x < 640; ++x) {
            picture->pixels[static_cast<std::size_t>(y * 640 + x)] = 0xffc0c0c0U;
        }
    }
    const Waveform waveform = waveform_of(*picture, true, kAll);
    const auto at = [](const Waveform::Plane& plane, int column, int level) {
        return plane[static_cast<std::size_t>(level * Waveform::kColumns + column)];
    };
    EXPECT_EQ(at(waveform.channels[0], 10, 0x10), 20);
    EXPECT_EQ(at(waveform.channels[1], 10, 0x20), 20);
    EXPECT_EQ(at(waveform.channels[2], 10, 0x30), 20);
    EXPECT_EQ(at(waveform.channels[2], 300, 0xc0), 20);
    EXPECT_EQ(at(waveform_of(*picture, false, kAll).luma, 300, 0xc0), 20);
}

TEST(ScopeData, VectorscopePutsGreyInTheMiddleAndColoursAtTheirTargets) {
    const auto place = [](std::uint32_t pixel) {
        const Vectorscope scope = vectorscope_of(*flat(8, 8, pixel), kAll);
        const auto most = std::max_element(scope.cells.begin(), scope.cells.end());
        const auto i = static_cast<int>(most - scope.cells.begin());
        return std::pair{i % Vectorscope::kSide - 128, i / Vectorscope::kSide - 128};
    };
    EXPECT_EQ(place(0xff808080U), (std::pair{0, 0}));
    const Chroma red = chroma_of(191, 0, 0);
    const auto [cb, cr] = place(0xffbf0000U);
    EXPECT_NEAR(cb, red.cb, 1);
    EXPECT_NEAR(cr, red.cr, 1);
    EXPECT_NEAR(chroma_of(255, 0, 0).cr, 127.5, 0.5);
    EXPECT_NEAR(chroma_of(0, 0, 255).cb, 127.5, 0.5);
}

} // namespace
} // namespace kinovar::ui
