#include "tests/ui/timeline/paper_film.h"

#include <QLineEdit>
#include <QTest>
#include <QUndoStack>

namespace kinovar::ui::test {
namespace {

using project::Flag;
using project::FlagState;
using project::Marker;

class TimelineMarks : public PaperFilm {
protected:
    [[nodiscard]] Marker marker() const { return all<Marker>().at(0); }
};

TEST_F(TimelineMarks, AMarkerIsAddedNamedMovedAndRemoved) {
    const std::string before = document().dump();
    studio->set_frame(400);
    key(Qt::Key_M);
    ASSERT_EQ(all<Marker>().size(), 1U);
    EXPECT_EQ(marker().frame, 400);
    QTest::mouseDClick(view, Qt::LeftButton, {}, at(Lane::Markers, 400, 2));
    auto* name = view->findChild<QLineEdit*>("timeline.marker_name");
    ASSERT_TRUE(name->isVisible());
    QTest::keyClicks(name, "Splice in M");
    keep_picture("rename");
    key(Qt::Key_Return);
    EXPECT_FALSE(name->isVisible());
    EXPECT_EQ(marker().text, "Splice in M");
    drag(at(Lane::Markers, 400, 2), at(Lane::Markers, 450));
    EXPECT_NEAR(static_cast<double>(marker().frame), 450, 3);
    key(Qt::Key_Delete);
    EXPECT_TRUE(all<Marker>().empty());
    EXPECT_EQ(studio->undo_stack()->count(), 5);
    for (int i = 0; i < 4; ++i) {
        undo();
    }
    EXPECT_EQ(document().dump(), before);
}

TEST_F(TimelineMarks, EscapeKeepsTheNameOfAMarker) {
    add(Marker{0, studio->reel(), 300, "old"});
    click(at(Lane::Markers, 300, 2));
    EXPECT_EQ(studio->frame(), 300);
    key(Qt::Key_F2);
    auto* name = view->findChild<QLineEdit*>("timeline.marker_name");
    ASSERT_TRUE(name->isVisible());
    QTest::keyClicks(name, "new");
    key(Qt::Key_Escape);
    EXPECT_FALSE(name->isVisible());
    EXPECT_EQ(marker().text, "old");
    EXPECT_TRUE(view->hasFocus());
}

TEST_F(TimelineMarks, KeysGoFromMarkToMark) {
    const project::Id reel = studio->reel();
    add(Marker{0, reel, 300, {}});
    add(Marker{0, reel, 700, {}});
    add(Flag{0, reel, 150, 160, "dirt", 0.5, {}, FlagState::Open});
    add(Flag{0, reel, 900, 900, "drift", 0.9, {}, FlagState::Open});
    const project::Id take = add(project::Take{0, shot(1).id, "a", {}, 0, {}});
    add(project::Fix{0, take, 210, 230, "paint", "{}", {}, true});
    keep_picture("marks");
    key(Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_EQ(studio->frame(), 300);
    key(Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_EQ(studio->frame(), 700);
    key(Qt::Key_Down, Qt::ShiftModifier); // none follows
    EXPECT_EQ(studio->frame(), 700);
    key(Qt::Key_Up, Qt::ShiftModifier);
    EXPECT_EQ(studio->frame(), 300);
    key(Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(studio->frame(), 150);
    key(Qt::Key_Down, Qt::AltModifier);
    EXPECT_EQ(studio->frame(), 900);
    key(Qt::Key_Up, Qt::ControlModifier);
    EXPECT_EQ(studio->frame(), 210);
}

} // namespace
} // namespace kinovar::ui::test
