#include "tests/ui/retouch/retouch_fixture.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QListWidget>
#include <QToolButton>

namespace kinovar::ui::test {
namespace {

class FixLists : public RetouchPanels {
protected:
    FixLists() : list(part<QListView>("retouch.list")) {}
    [[nodiscard]] int rows() const { return list->model()->rowCount(); }
    [[nodiscard]] QRect row(int row) const {
        return list->visualRect(list->model()->index(row, 0));
    }
    void click_row(int at, Qt::KeyboardModifiers modifiers = {}) const {
        QTest::mouseClick(list->viewport(), Qt::LeftButton, modifiers, row(at).center());
    }
    QListView* list;
};

TEST_F(FixLists, SayWhatToDo) {
    EXPECT_TRUE(part<QLabel>("retouch.empty")->text().contains("draw"));
    EXPECT_FALSE(list->isVisible());
    EXPECT_FALSE(part<QWidget>("retouch.chosen")->isVisible());
}

TEST_F(FixLists, TheChosenRowIsTheChosenFix) {
    const project::Id below = add_stroke();
    studio->set_frame(30);
    const project::Id above = add_stroke();
    ASSERT_EQ(rows(), 2);
    EXPECT_EQ(list->currentIndex().row(), 0); // the topmost, which was drawn last
    EXPECT_EQ(retouch().chosen(), above);
    click_row(1);
    EXPECT_EQ(retouch().chosen(), below);
    EXPECT_EQ(studio->frame(), 0); // where it is to be seen
    list->setFocus();
    key(Qt::Key_Up);
    EXPECT_EQ(retouch().chosen(), above);
    EXPECT_EQ(unnamed_controls(*panel), "");
    keep_picture("retouch-list");
}

TEST_F(FixLists, AreSwitchedNamedCopiedAndRemovedByKeys) {
    const project::Id id = add_stroke();
    ASSERT_NE(add_stroke(), 0);
    const std::string before = document().dump();
    click_row(1);
    list->setFocus();
    key(Qt::Key_Space);
    EXPECT_FALSE(retouch().enabled(id));
    key(Qt::Key_F2);
    QTest::keyClicks(QApplication::focusWidget(), "the ear");
    key(Qt::Key_Return);
    EXPECT_TRUE(QTest::qWaitFor([&] { return fix(id).note == "the ear"; }));
    EXPECT_FALSE(retouch().enabled(id));
    undo();
    undo();
    EXPECT_EQ(document().dump(), before);
    click("retouch.duplicate");
    ASSERT_EQ(rows(), 3);
    EXPECT_NE(retouch().chosen(), id);
    EXPECT_EQ(fix(retouch().chosen()).area, fix(id).area);
    undo();
    click_row(0);
    click_row(1, Qt::ControlModifier);
    list->setFocus();
    const int edited = edits();
    key(Qt::Key_Delete);
    EXPECT_EQ(rows(), 0);
    EXPECT_EQ(edits(), edited + 1);
    undo();
    EXPECT_EQ(document().dump(), before);
}

TEST_F(FixLists, TheEyeSwitchesAFixOff) {
    const project::Id id = add_stroke();
    const QPoint eye = row(0).topLeft() + QPoint(12, row(0).height() / 2);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, eye);
    EXPECT_FALSE(retouch().enabled(id));
    keep_picture("retouch-off");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, eye);
    EXPECT_TRUE(retouch().enabled(id));
}

TEST_F(FixLists, TheFilterFollowsTheFrame) {
    ASSERT_NE(add_stroke(), 0);
    part<QComboBox>("retouch.filter")->setCurrentIndex(1);
    EXPECT_EQ(rows(), 1);
    studio->set_frame(50);
    EXPECT_EQ(rows(), 0);
    EXPECT_TRUE(part<QLabel>("retouch.empty")->text().contains("filter"));
}

using ChosenFix = FixLists;

TEST_F(ChosenFix, IsChangedAloneAndTheNextOneIsNot) {
    const auto tool = retouch().tool();
    const project::Id id = add_stroke();
    const std::string before = document().dump();
    type("retouch.chosen.last", "00:00:01:15");
    EXPECT_EQ(fix(id).last, 40);
    auto* opacity = part<QAbstractSpinBox>("retouch.chosen.opacity");
    opacity->setFocus();
    opacity->selectAll();
    QTest::keyClicks(opacity, "40");
    QTest::keyClick(opacity, Qt::Key_Return);
    EXPECT_DOUBLE_EQ(fix(id).opacity, 0.4);
    type("retouch.chosen.note", "left hand");
    EXPECT_EQ(fix(id).note, "left hand");
    EXPECT_TRUE(part<QToolButton>("retouch.chosen.head")->text().contains("left hand"));
    EXPECT_EQ(retouch().tool(), tool);
    keep_picture("retouch-chosen");
    while (document().dump() != before && studio->undo_stack()->canUndo()) {
        undo();
    }
    EXPECT_EQ(document().dump(), before);
}

TEST_F(ChosenFix, AWrongTimecodeIsSaidInPlace) {
    const project::Id id = add_stroke();
    type("retouch.chosen.last", "soon");
    EXPECT_TRUE(part<QLabel>("retouch.chosen.last.error")->isVisible());
    type("retouch.chosen.last", "00:00:05:00"); // beyond the cut
    EXPECT_TRUE(part<QLabel>("retouch.chosen.last.error")->isVisible());
    EXPECT_EQ(fix(id).last, 0);
}

TEST_F(ChosenFix, KeysAreShownGoneToAndRemoved) {
    Retouch::Tool tool = retouch().tool();
    tool.lifetime = Retouch::Lifetime::Shot;
    retouch().set_tool(tool);
    const project::Id id = add_stroke();
    studio->set_frame(40);
    retouch().correct(id, {0.1, 0, 1, 0});
    ASSERT_EQ(fix(id).keys.size(), 1U);
    EXPECT_TRUE(part<QLabel>("retouch.keys.frames")->text().contains("00:00:01:15"));
    click("retouch.key.previous");
    EXPECT_EQ(studio->frame(), 0);
    EXPECT_FALSE(part<QToolButton>("retouch.key.remove")->isEnabled()); // where it was drawn
    click("retouch.key.next");
    EXPECT_EQ(studio->frame(), 40);
    click("retouch.key.remove");
    EXPECT_TRUE(fix(id).keys.empty());
    undo();
    EXPECT_EQ(fix(id).keys.size(), 1U);
}

class Masks : public RetouchPanels {
protected:
    Masks() : list(part<QListWidget>("retouch.masks.list")) {
        part<QToolButton>("retouch.masks.head")->setChecked(true);
    }
    QListWidget* list;
};

TEST_F(Masks, AreKeptAndUsedAgain) {
    const project::Id first = add_stroke();
    ASSERT_TRUE(part<QToolButton>("retouch.masks.keep")->isEnabled());
    click("retouch.masks.keep");
    ASSERT_EQ(list->count(), 1);
    studio->set_frame(20);
    click("retouch.masks.fix");
    const project::Id second = retouch().chosen();
    ASSERT_NE(second, first);
    EXPECT_FALSE(fix(second).area.mask.empty());
    EXPECT_TRUE(fix(second).area.marks.empty());
    EXPECT_EQ(fix(second).first, 20);
    retouch().set_chosen(first);
    click("retouch.masks.use");
    EXPECT_EQ(fix(first).area.mask, fix(second).area.mask);
    keep_picture("retouch-masks");
    list->setFocus();
    key(Qt::Key_Delete);
    EXPECT_EQ(list->count(), 0);
    EXPECT_FALSE(fix(second).area.mask.empty()); // fixes keep theirs
}

TEST_F(Masks, AreSavedAndLoaded) {
    ASSERT_NE(add_stroke(), 0);
    click("retouch.masks.keep");
    const std::string bytes = retouch().masks().front().bytes;
    const QString file = QString::fromStdString((folder / "hand.png").string());
    chooser::set_answer([&](const chooser::Question&) { return QStringList{file}; });
    click("retouch.masks.save");
    ASSERT_TRUE(QTest::qWaitFor([&] {
        return std::filesystem::exists(folder / "hand.png") && studio->jobs().running() == 0;
    }));
    click("retouch.masks.load");
    ASSERT_TRUE(QTest::qWaitFor([&] { return list->count() == 2; }));
    EXPECT_EQ(retouch().masks().back().name, "hand");
    EXPECT_EQ(retouch().masks().back().bytes, bytes);
    chooser::set_answer([](const chooser::Question&) { return QStringList{"/nowhere/m.png"}; });
    click("retouch.masks.load");
    auto* trouble = part<QWidget>("retouch.masks.trouble");
    EXPECT_TRUE(QTest::qWaitFor([&] { return trouble->isVisible(); }));
    EXPECT_EQ(list->count(), 2);
}

} // namespace
} // namespace kinovar::ui::test
