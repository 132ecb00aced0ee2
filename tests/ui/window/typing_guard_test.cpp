#include "ui/window/typing_guard.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>

namespace kinovar::ui {
namespace {

class Typing : public testing::Test {
protected:
    void SetUp() override {
        auto* all = new QWidget;
        auto* column = new QVBoxLayout(all);
        for (QWidget* part : {static_cast<QWidget*>(line), static_cast<QWidget*>(number),
                              static_cast<QWidget*>(list), static_cast<QWidget*>(slider),
                              static_cast<QWidget*>(button)}) {
            column->addWidget(part);
        }
        button->setFocusPolicy(Qt::StrongFocus);
        list->addItems({"a", "b", "c"});
        list->setCurrentRow(1);
        window.setCentralWidget(all);
        window.show();
        window.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    }
    /// How often the shortcut fires when the key is struck with the focus there.
    int fires(QWidget* focus, int key, Qt::FocusReason reason = Qt::MouseFocusReason) {
        QAction action;
        action.setShortcut(QKeySequence(key));
        window.addAction(&action);
        QSignalSpy spy(&action, &QAction::triggered);
        window.setFocus();
        focus->setFocus(reason);
        QTest::keyClick(focus, static_cast<Qt::Key>(key));
        return static_cast<int>(spy.count());
    }

    QMainWindow window;
    TypingGuard* guard = new TypingGuard(&window);
    QLineEdit* line = new QLineEdit;
    QSpinBox* number = new QSpinBox;
    QListWidget* list = new QListWidget;
    QSlider* slider = new QSlider(Qt::Horizontal);
    QPushButton* button = new QPushButton("x");
};

TEST_F(Typing, LettersAreTypedIntoTextAndNumbers) {
    EXPECT_EQ(fires(line, Qt::Key_J), 0);
    EXPECT_EQ(line->text(), "j");
    EXPECT_EQ(fires(line, Qt::Key_Space), 0);
    EXPECT_EQ(fires(line, Qt::Key_Left), 0);
    EXPECT_EQ(fires(number, Qt::Key_I), 0);
    EXPECT_EQ(fires(number, Qt::Key_Up), 0);
    EXPECT_EQ(number->value(), 1);
}

TEST_F(Typing, FunctionKeysAndEscapeStillWork) {
    EXPECT_EQ(fires(line, Qt::Key_F11), 1);
    EXPECT_EQ(fires(line, Qt::Key_Escape), 1);
}

TEST_F(Typing, AListIsMovedThroughButLettersAreCommands) {
    EXPECT_EQ(fires(list, Qt::Key_Down), 0);
    EXPECT_EQ(list->currentRow(), 2);
    EXPECT_EQ(fires(list, Qt::Key_J), 1);
    EXPECT_EQ(fires(list, Qt::Key_Left), 1);
}

TEST_F(Typing, ASliderOrButtonHasItsKeysOnlyWhenReachedByThem) {
    EXPECT_EQ(fires(slider, Qt::Key_Right), 1);
    EXPECT_EQ(fires(slider, Qt::Key_Right, Qt::TabFocusReason), 0);
    EXPECT_EQ(fires(button, Qt::Key_Space), 1);
    QSignalSpy pressed(button, &QPushButton::clicked);
    EXPECT_EQ(fires(button, Qt::Key_Space, Qt::TabFocusReason), 0);
    EXPECT_EQ(pressed.count(), 1);
}

} // namespace
} // namespace kinovar::ui
