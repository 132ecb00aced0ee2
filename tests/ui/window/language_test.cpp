#include "ui/studio/text.h"
#include "ui/window/language.h"

#include <gtest/gtest.h>

#include <QCoreApplication>

namespace kinovar::ui {
namespace {

class LanguageOfTheWindow : public testing::Test {
protected:
    void TearDown() override { language::apply("en"); }
};

TEST_F(LanguageOfTheWindow, WishesBecomeOneThatThereIs) {
    EXPECT_EQ(language::resolved("ru"), "ru");
    EXPECT_EQ(language::resolved("ru_RU"), "ru");
    EXPECT_EQ(language::resolved("en-GB"), "en");
    EXPECT_EQ(language::resolved("xx"), "en");
    EXPECT_TRUE(language::all().contains(language::resolved("")));
}

TEST_F(LanguageOfTheWindow, TextsFollowItThereAndBack) {
    language::apply("ru");
    EXPECT_EQ(translated("Scratches"), "Царапины");
    EXPECT_EQ(title_of(ErrorCode::NotFound), "Не найдено");
    // Qt's own buttons too.
    EXPECT_NE(QCoreApplication::translate("QPlatformTheme", "Close"), "Close");
    language::apply("en");
    EXPECT_EQ(translated("Scratches"), "Scratches");
    EXPECT_EQ(title_of(ErrorCode::NotFound), "Not found");
}

TEST_F(LanguageOfTheWindow, NumbersAgreeWithTheirNouns) {
    const auto cuts = [](int n) {
        return QCoreApplication::translate("kinovar::ui::Studio", "%n cut(s) found", nullptr, n);
    };
    language::apply("en");
    EXPECT_EQ(cuts(1), "1 cut found");
    EXPECT_EQ(cuts(2), "2 cuts found");
    language::apply("ru");
    EXPECT_EQ(cuts(21), "Найдена 21 склейка");
    EXPECT_EQ(cuts(3), "Найдены 3 склейки");
    EXPECT_EQ(cuts(11), "Найдено 11 склеек");
}

} // namespace
} // namespace kinovar::ui
