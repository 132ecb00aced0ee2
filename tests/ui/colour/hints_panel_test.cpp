#include "tests/ui/colour/colour_fixture.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QToolButton>

namespace kinovar::ui::test {
namespace {

class HintLists : public ColourPanels {
protected:
    HintLists() : list(part<QListView>("hints.list")) {}
    [[nodiscard]] int rows() const { return list->model()->rowCount(); }
    void click_row(int row, Qt::KeyboardModifiers modifiers = {}) const {
        QTest::mouseClick(list->viewport(), Qt::LeftButton, modifiers,
                          list->visualRect(list->model()->index(row, 0)).center());
    }
    void type(const char* name, const char* text) const {
        auto* line = part<QLineEdit>(name);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    void tick(const char* name) const {
        part<QCheckBox>(name)->setFocus();
        key(Qt::Key_Space);
    }
    QListView* list;
};

TEST_F(HintLists, SayWhatToDo) {
    auto* empty = part<QLabel>("hints.empty");
    EXPECT_TRUE(empty->isVisible());
    EXPECT_TRUE(empty->text().contains("click the thing"));
    EXPECT_FALSE(list->isVisible());
    EXPECT_FALSE(part<QWidget>("hints.chosen")->isVisible());
    keep_picture("hints-empty");
    EXPECT_EQ(unnamed_controls(*panel), "");
}

TEST_F(HintLists, TheChosenRowIsTheChosenHint) {
    const project::Id first = add_point();
    studio->set_frame(150);
    const project::Id second = add_point();
    auto* filter = part<QComboBox>("hints.filter");
    EXPECT_EQ(rows(), 1); // of this shot
    filter->setCurrentIndex(2);
    ASSERT_EQ(rows(), 2);
    EXPECT_EQ(list->currentIndex().row(), 1);
    click_row(0);
    EXPECT_EQ(colour().chosen(), first);
    EXPECT_EQ(studio->frame(), 0); // where it is to be seen
    colour().set_chosen(second);
    EXPECT_EQ(list->currentIndex().row(), 1);
    EXPECT_EQ(studio->frame(), 0); // what another part chooses moves nothing
    list->setFocus();
    key(Qt::Key_Up);
    EXPECT_EQ(colour().chosen(), first);
    EXPECT_EQ(unnamed_controls(*panel), "");
    keep_picture("hints-list");
}

TEST_F(HintLists, TheFilterFollowsFrameAndShot) {
    colour().set_tool({.lifetime = Colour::Lifetime::Frame});
    ASSERT_NE(add_point(), 0);
    auto* filter = part<QComboBox>("hints.filter");
    filter->setCurrentIndex(1);
    EXPECT_EQ(rows(), 1);
    studio->set_frame(1);
    EXPECT_EQ(rows(), 0);
    EXPECT_TRUE(part<QLabel>("hints.empty")->text().contains("filter"));
    filter->setCurrentIndex(0);
    EXPECT_EQ(rows(), 1);
    studio->set_frame(150);
    EXPECT_EQ(rows(), 0);
}

TEST_F(HintLists, SourceAndFramesAreChangedInPlace) {
    const project::Id id = add_point();
    const std::string before = document().dump();
    type("hints.chosen.citation", "museum tunic M1943");
    EXPECT_EQ(colour().hint(id)->citation, "museum tunic M1943");
    tick("hints.chosen.documented");
    EXPECT_TRUE(colour().hint(id)->documented);
    type("hints.chosen.first", "00:00:00:10");
    EXPECT_EQ(colour().hint(id)->first, 10);
    type("hints.chosen.last", "2:00");
    EXPECT_EQ(colour().hint(id)->last, 50);
    EXPECT_EQ(part<QLineEdit>("hints.chosen.last")->text(), "00:00:02:00");
    EXPECT_TRUE(list->model()->index(0, 0).data().toString().contains("M1943"));
    for (int i = 0; i < 4; ++i) {
        undo();
    }
    EXPECT_EQ(document().dump(), before);
}

TEST_F(HintLists, AWrongTimecodeIsSaidInPlace) {
    const project::Id id = add_point();
    const auto last = colour().hint(id)->last;
    auto* error = part<QLabel>("hints.chosen.last.error");
    type("hints.chosen.last", "soon");
    EXPECT_TRUE(error->isVisible());
    EXPECT_FALSE(error->text().isEmpty());
    type("hints.chosen.first", "9:00:00");
    EXPECT_TRUE(part<QLabel>("hints.chosen.first.error")->isVisible());
    EXPECT_EQ(colour().hint(id)->last, last);
}

TEST_F(HintLists, KeysAreShownGoneToAndRemoved) {
    const project::Id id = add_point();
    studio->set_frame(40);
    colour().correct(id, {{0.6, 0.5}});
    ASSERT_EQ(colour().hint(id)->keys.size(), 2U);
    auto* keys = part<QLabel>("hints.keys");
    EXPECT_TRUE(keys->text().contains("00:00:01:15"));
    click("hints.key.previous");
    EXPECT_EQ(studio->frame(), 0);
    EXPECT_FALSE(part<QToolButton>("hints.key.previous")->isEnabled());
    click("hints.key.next");
    EXPECT_EQ(studio->frame(), 40);
    click("hints.key.remove");
    EXPECT_EQ(colour().hint(id)->keys.size(), 1U);
    studio->set_frame(0);
    EXPECT_FALSE(part<QToolButton>("hints.key.remove")->isEnabled()); // the last one stays
    undo();
    EXPECT_EQ(colour().hint(id)->keys.size(), 2U);
}

TEST_F(HintLists, SeveralAreRemovedAtOnce) {
    for (int i = 0; i < 3; ++i) {
        ASSERT_NE(add_point(), 0);
    }
    const int before = edits();
    click_row(0);
    click_row(1, Qt::ControlModifier);
    list->setFocus();
    key(Qt::Key_Delete);
    EXPECT_EQ(colour().hints().size(), 1U);
    EXPECT_EQ(edits(), before + 1);
    undo();
    EXPECT_EQ(colour().hints().size(), 3U);
    EXPECT_EQ(rows(), 3);
}

TEST_F(HintLists, TheNextHintIsAsTheFormSays) {
    type("hints.tool.citation", "photograph of 1944");
    tick("hints.tool.documented");
    auto* lifetime = part<QComboBox>("hints.tool.lifetime");
    lifetime->setFocus();
    key(Qt::Key_Up);
    auto* size = part<QAbstractSpinBox>("hints.tool.size");
    size->setFocus();
    size->selectAll();
    QTest::keyClicks(size, "2");
    QTest::keyClick(size, Qt::Key_Return);
    studio->set_frame(7);
    const project::Id id = add_point();
    const colourise::ColourHint& hint = *colour().hint(id);
    EXPECT_EQ(hint.citation, "photograph of 1944");
    EXPECT_TRUE(hint.documented);
    EXPECT_NEAR(hint.size, 0.02, 1e-9);
    EXPECT_EQ(hint.first, 7);
    EXPECT_EQ(hint.last, 7);
}

TEST_F(HintLists, TheViewersToolsHaveButtons) {
    Actions others;
    QAction* draw = others.add("viewer.hints_draw", "Colour", "Points and strokes");
    draw->setCheckable(true);
    HintsPanel beside(*studio, others);
    beside.show();
    QTest::mouseClick(child<QToolButton>(beside, "hints.viewer.hints_draw"), Qt::LeftButton);
    EXPECT_TRUE(draw->isChecked());
}

TEST_F(HintLists, NothingIsCheckedBeforeAnythingIsColoured) {
    EXPECT_FALSE(part<QPushButton>("hints.check")->isEnabled());
    EXPECT_TRUE(part<QLabel>("hints.confidence.text")->text().contains("Nothing"));
    ASSERT_NE(add_point(), 0);
    EXPECT_TRUE(part<QPushButton>("hints.check")->isEnabled());
    EXPECT_TRUE(actions->find("colour.check")->isEnabled());
}

} // namespace
} // namespace kinovar::ui::test
