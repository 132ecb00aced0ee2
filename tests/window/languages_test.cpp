#include "tests/e2e/program.h"
#include "tests/window/sample_reel.h"
#include "tests/window/studio_window.h"
#include "ui/window/language.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QStyle>
#include <QToolButton>

namespace kinovar::test {
namespace {

/// What is wider than its place, of the parts that are seen.
QStringList cut_off_texts(const QWidget& window) {
    QStringList found;
    for (const auto* label : window.findChildren<QLabel*>()) {
        const bool can_break = label->wordWrap() || label->text().isEmpty() ||
                               label->pixmap(Qt::ReturnByValue).width() > 0;
        if (label->isVisible() && !can_break && label->minimumSizeHint().width() > label->width()) {
            found += label->objectName() + ": " + label->text();
        }
    }
    for (const auto* button : window.findChildren<QAbstractButton*>()) {
        const auto* tool = qobject_cast<const QToolButton*>(button);
        const bool shows_icon = tool != nullptr && !tool->icon().isNull() &&
                                tool->toolButtonStyle() == Qt::ToolButtonIconOnly;
        if (button->isVisible() && !shows_icon && !button->text().isEmpty() &&
            button->fontMetrics().horizontalAdvance(button->text().remove('&')) > button->width()) {
            found += button->objectName() + ": " + button->text();
        }
    }
    return found;
}

/// Controls that a screen reader could not name.
QStringList nameless_controls(const QWidget& window) {
    QStringList found;
    for (const auto* widget : window.findChildren<QWidget*>()) {
        const bool own_part = widget->objectName().startsWith("qt_") ||
                              widget->metaObject()->className() == std::string("QTabBar") ||
                              qobject_cast<const QLabel*>(widget) != nullptr;
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || own_part) {
            continue;
        }
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if (widget->accessibleName().isEmpty() && (button == nullptr || button->text().isEmpty())) {
            found +=
                QString("%1 in %2")
                    .arg(widget->metaObject()->className(), widget->parentWidget()->objectName());
        }
    }
    return found;
}

class Languages : public testing::TestWithParam<const char*> {};

TEST_P(Languages, TextsFitAndControlsHaveNames) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_sample_reel(folder / "film.mkv");
    ui::language::apply(GetParam());
    StudioWindow window;
    ASSERT_TRUE(window.open_reel(folder / "film.mkv"));
    EXPECT_EQ(cut_off_texts(window.window()).join("\n").toStdString(), "");
    EXPECT_EQ(nameless_controls(window.window()).join("\n").toStdString(), "");
    for (auto* dock : window.window().findChildren<QDockWidget*>()) {
        dock->raise();
        QTest::qWait(1);
        EXPECT_EQ(cut_off_texts(*dock).join("\n").toStdString(), "");
        EXPECT_EQ(nameless_controls(*dock).join("\n").toStdString(), "");
    }
}

INSTANTIATE_TEST_SUITE_P(All, Languages, testing::Values("en", "ru"));

} // namespace
} // namespace kinovar::test
