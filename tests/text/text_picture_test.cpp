#include "core/text/text_picture.h"
#include "tests/support/support.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <numeric>
#include <thread>

namespace kinovar::test {
namespace {

using text::Align;
using text::draw_text;
using text::TextPicture;
using text::TextStyle;

double ink_of(const TextPicture& picture) {
    return std::accumulate(picture.coverage.begin(), picture.coverage.end(), 0.0) / 255;
}

/// First column of a row range that has ink.
int left_of(const TextPicture& picture, int first_row, int last_row) {
    for (int x = 0; x < picture.width; ++x) {
        for (int y = first_row; y < last_row; ++y) {
            if (picture.coverage[static_cast<std::size_t>(y * picture.width + x)] > 127) {
                return x;
            }
        }
    }
    return picture.width;
}

TEST(Text, ScriptsComeOutWithInk) {
    for (const char* words : {"Portrait", "Иван Петрович", "Ἀθῆναι", "1914 – 1987"}) {
        const auto picture = draw_text(words, {});
        ASSERT_OK(picture);
        EXPECT_EQ(picture->coverage.size(),
                  static_cast<std::size_t>(picture->width) * picture->height);
        EXPECT_GT(ink_of(*picture), 200) << words;
        EXPECT_EQ(*std::max_element(picture->coverage.begin(), picture->coverage.end()), 255);
    }
}

TEST(Text, GrowsWithItsSize) {
    const auto small = draw_text("Название", {.size = 20});
    const auto large = draw_text("Название", {.size = 80});
    ASSERT_OK(small);
    ASSERT_OK(large);
    EXPECT_NEAR(large->width, 4.0 * small->width, 8);
    EXPECT_NEAR(large->height, 4.0 * small->height, 8);
}

TEST(Text, TextsOfOneSizeAreEquallyHigh) {
    const auto low = draw_text("acemn", {});
    const auto tall = draw_text("Ёlgpq", {});
    ASSERT_OK(low);
    ASSERT_OK(tall);
    EXPECT_EQ(low->height, tall->height);
}

TEST(Text, BoldHasMoreInk) {
    const auto plain = draw_text("Anna", {});
    const auto bold = draw_text("Anna", {.bold = true});
    ASSERT_OK(plain);
    ASSERT_OK(bold);
    EXPECT_GT(ink_of(*bold), 1.1 * ink_of(*plain));
}

TEST(Text, LinesAreBrokenAtTheWidth) {
    const std::string words = "одна две три четыре пять шесть";
    const auto one_line = draw_text(words, {});
    const auto broken = draw_text(words, {.most_width = 160});
    ASSERT_OK(one_line);
    ASSERT_OK(broken);
    EXPECT_LE(broken->width, 162);
    EXPECT_GE(broken->height, 3 * one_line->height);
    const auto one_word = draw_text("Нижегородскогубернаторский", {.most_width = 100});
    ASSERT_OK(one_word);
    EXPECT_LE(one_word->width, 104);
}

TEST(Text, ShortLinesStandWhereTheStyleSays) {
    const std::string words = "MMMMMMMM\nM";
    const auto left = draw_text(words, {.align = Align::Left});
    const auto centre = draw_text(words, {.align = Align::Centre});
    const auto right = draw_text(words, {.align = Align::Right});
    ASSERT_OK(left);
    ASSERT_OK(centre);
    ASSERT_OK(right);
    const int half = left->height / 2;
    const int at_left = left_of(*left, half, left->height);
    const int at_centre = left_of(*centre, half, centre->height);
    const int at_right = left_of(*right, half, right->height);
    EXPECT_NEAR(at_centre - at_left, (at_right - at_left) / 2.0, 2);
    EXPECT_GT(at_right - at_left, left->width / 2);
}

TEST(Text, NothingIsNothing) {
    const auto picture = draw_text("", {});
    ASSERT_OK(picture);
    EXPECT_EQ(picture->width, 0);
    EXPECT_EQ(picture->height, 0);
    EXPECT_TRUE(picture->coverage.empty());
}

TEST(Text, WrongInputsAreNamed) {
    const auto not_utf8 = draw_text("caf\xe9", {});
    ASSERT_FALSE(not_utf8);
    EXPECT_NE(not_utf8.error().message.find("UTF-8"), std::string::npos);
    EXPECT_FALSE(draw_text(std::string("a\0b", 3), {}));
    const double not_a_number = std::numeric_limits<double>::quiet_NaN();
    for (const double size : {0.0, -3.0, 1e9, not_a_number, HUGE_VAL}) {
        const auto picture = draw_text("a", {.size = size});
        ASSERT_FALSE(picture) << size;
        EXPECT_EQ(picture.error().code, ErrorCode::InvalidArgument);
    }
    EXPECT_FALSE(draw_text("a", {.most_width = -1}));
    EXPECT_FALSE(draw_text(std::string(100 << 10, 'a'), {}));
    EXPECT_FALSE(draw_text(std::string(60 << 10, 'W'), {.size = 40}));
    EXPECT_OK(draw_text("\xf0\x9f\x8e\x9e \u0007", {})); // a film frame, a bell: no letters
}

TEST(Text, ThreadsDrawTheSame) {
    const auto expected = draw_text("Мария 1905", {});
    ASSERT_OK(expected);
    std::vector<int> differing(4, 0);
    {
        std::vector<std::jthread> threads;
        for (int& count : differing) {
            threads.emplace_back([&count, &expected] {
                for (int i = 0; i < 25; ++i) {
                    const auto picture = draw_text("Мария 1905", {});
                    count += !picture || picture->coverage != expected->coverage ? 1 : 0;
                }
            });
        }
    }
    EXPECT_EQ(differing, std::vector<int>(4, 0));
}

/// In a process of its own: fontconfig reads its configuration once.
TEST(TextDeathTest, AMachineWithoutFontsIsToldSo) {
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    const TemporaryFolder folder;
    EXPECT_EXIT(
        {
            std::ofstream(folder / "fonts.conf")
                << "<?xml version=\"1.0\"?><fontconfig></fontconfig>";
            ::setenv("FONTCONFIG_FILE", (folder / "fonts.conf").c_str(), 1);
            const auto picture = draw_text("a", {});
            const bool told = !picture && picture.error().code == ErrorCode::NotFound &&
                              picture.error().hint.find("fonts-dejavu-core") != std::string::npos;
            std::_Exit(told ? 0 : 1);
        },
        testing::ExitedWithCode(0), "");
}

} // namespace
} // namespace kinovar::test
