#include "ui/studio/actions.h"
#include "ui/studio/settings.h"

#include <gtest/gtest.h>

#include <QMainWindow>
#include <QSignalSpy>
#include <QTest>

namespace kinovar::ui {
namespace {

class NamedActions : public testing::Test {
protected:
    void TearDown() override { settings::reset_shortcuts(); }
    Actions actions;
};

TEST_F(NamedActions, AreFoundByName) {
    QSignalSpy spy(&actions, &Actions::added);
    QAction* split = actions.add("timeline.split", "Timeline", "&Split", Qt::Key_S);
    EXPECT_EQ(actions.find("timeline.split"), split);
    EXPECT_EQ(actions.find("timeline.none"), nullptr);
    EXPECT_EQ(spy.count(), 1);
    EXPECT_EQ(split->toolTip(), "Split (S)");
}

TEST_F(NamedActions, AKeyBelongsToOneOfThem) {
    QAction* split = actions.add("timeline.split", "Timeline", "Split", Qt::Key_S);
    QAction* join = actions.add("timeline.join", "Timeline", "Join", Qt::Key_J);
    actions.set_shortcut("timeline.join", Qt::Key_S);
    EXPECT_EQ(join->shortcut(), QKeySequence(Qt::Key_S));
    EXPECT_TRUE(split->shortcut().isEmpty());
    // No key at all may be shared.
    actions.set_shortcut("timeline.join", {});
    EXPECT_TRUE(join->shortcut().isEmpty());
}

TEST_F(NamedActions, ChosenKeysAreRememberedUntilTheyAreReset) {
    actions.add("timeline.split", "Timeline", "Split", Qt::Key_S);
    actions.set_shortcut("timeline.split", Qt::CTRL | Qt::Key_B);
    Actions later;
    QAction* split = later.add("timeline.split", "Timeline", "Split", Qt::Key_S);
    EXPECT_EQ(split->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_B));
    later.reset_shortcuts();
    EXPECT_EQ(split->shortcut(), QKeySequence(Qt::Key_S));
    Actions last;
    EXPECT_EQ(last.add("timeline.split", "Timeline", "Split", Qt::Key_S)->shortcut(),
              QKeySequence(Qt::Key_S));
}

TEST_F(NamedActions, WorkWhereverTheFocusIs) {
    QMainWindow window;
    QAction* split = actions.add("timeline.split", "Timeline", "Split", Qt::Key_S);
    window.addAction(split);
    auto* part = new QWidget;
    part->setFocusPolicy(Qt::StrongFocus);
    window.setCentralWidget(part);
    window.show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    part->setFocus();
    QSignalSpy spy(split, &QAction::triggered);
    QTest::keyClick(part, Qt::Key_S);
    EXPECT_EQ(spy.count(), 1);
}

} // namespace
} // namespace kinovar::ui
