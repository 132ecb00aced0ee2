#include "ui/studio/text.h"

#include <gtest/gtest.h>

#include <set>

namespace kinovar::ui {
namespace {

TEST(Texts, PathsSurviveTheWayToQtAndBack) {
    const std::filesystem::path path = "/фильмы/рабочий материал №1.mkv";
    EXPECT_EQ(to_path(to_qt(path)), path);
    EXPECT_EQ(to_qt(std::string("киноварь")), "киноварь");
}

TEST(Texts, WithoutATranslationTheyStayAsTheyAre) {
    EXPECT_EQ(translated("no such text anywhere"), "no such text anywhere");
    EXPECT_TRUE(translated("").isEmpty());
}

TEST(Texts, EveryKindOfTroubleHasATitleOfItsOwn) {
    std::set<QString> titles;
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
        const QString title = title_of(static_cast<ErrorCode>(code));
        EXPECT_FALSE(title.isEmpty());
        titles.insert(title);
    }
    EXPECT_EQ(titles.size(), static_cast<std::size_t>(ErrorCode::Internal) + 1);
}

TEST(Texts, TimecodesCountFramesOfASecond) {
    EXPECT_EQ(timecode(0, 25), "00:00:00:00");
    EXPECT_EQ(timecode(24, 25), "00:00:00:24");
    EXPECT_EQ(timecode(25, 25), "00:00:01:00");
    EXPECT_EQ(timecode(25 * 3600 + 61 * 25 + 7, 25), "01:01:01:07");
    EXPECT_EQ(timecode(-1, 25), "-00:00:00:01");
    EXPECT_EQ(timecode(24, 24000.0 / 1001), "00:00:01:00");
    EXPECT_EQ(timecode(7, 0), "7");
}

} // namespace
} // namespace kinovar::ui
