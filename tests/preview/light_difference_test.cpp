#include "core/image/resize.h"
#include "core/preview/light_difference.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace kinovar::preview {
namespace {

std::shared_ptr<Frame> flat(int width, int height, float r, float g, float b) {
    auto frame = std::make_shared<Frame>(width, height, ColourSpec::bt709());
    for (int i = 0; i < width * height; ++i) {
        frame->values()[3 * static_cast<std::size_t>(i)] = r;
        frame->values()[3 * static_cast<std::size_t>(i) + 1] = g;
        frame->values()[3 * static_cast<std::size_t>(i) + 2] = b;
    }
    return frame;
}

TEST(LightDifference, ColoursOfEqualLightDoNotDiffer) {
    const auto grey = flat(32, 20, 0.5F, 0.5F, 0.5F);
    // Red up, green down by the weights of BT.709.
    const auto coloured = flat(32, 20, 0.5F + 0.2F, 0.5F - 0.2F * 0.2126F / 0.7152F, 0.5F);
    const auto difference = light_difference(*grey, *coloured);
    ASSERT_OK(difference);
    EXPECT_LT(difference->largest, 0.001F);
    EXPECT_EQ(picture_of(*difference, 64)->pixels.front(), 0xff000000U);
}

TEST(LightDifference, TheLargestIsInLevels) {
    const auto grey = flat(32, 20, 0.5F, 0.5F, 0.5F);
    auto other = flat(32, 20, 0.5F, 0.5F, 0.5F);
    other->row(7)[3 * 11] += 10 / 255.0F; // of red alone
    const auto difference = light_difference(*other, *grey);
    ASSERT_OK(difference);
    EXPECT_NEAR(difference->largest, 2.126F, 0.001F);
    const PicturePtr shown = picture_of(*difference, 8);
    EXPECT_EQ(shown->row(7)[11], 0xff111111U);
    EXPECT_EQ(shown->row(7)[12], 0xff000000U);
    EXPECT_EQ(picture_of(*difference, 1000)->row(7)[11], 0xffffffffU);
}

TEST(LightDifference, SizesAreBroughtToTheSmallerOne) {
    const auto difference =
        light_difference(*flat(32, 20, 0.5F, 0.5F, 0.5F), *flat(64, 40, 0.25F, 0.25F, 0.25F));
    ASSERT_OK(difference);
    EXPECT_EQ(difference->width, 32);
    EXPECT_EQ(difference->height, 20);
    EXPECT_NEAR(difference->largest, 63.75F, 0.01F);
}

} // namespace
} // namespace kinovar::preview
