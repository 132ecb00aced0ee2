#include "tests/ui/timeline/paper_film.h"

#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QUndoStack>

namespace kinovar::ui::test {
namespace {

using Cuts = std::vector<std::int64_t>;

class TimelinePanes : public PaperFilm {};

TEST_F(TimelinePanes, ShowTheShotsOfTheReel) {
    EXPECT_EQ(view->scale().frames(), kFrames);
    EXPECT_TRUE(view->scale().shows_whole());
    keep_picture("whole");
}

TEST_F(TimelinePanes, ScrubWithTheMouse) {
    QTest::mousePress(view, Qt::LeftButton, {}, at(Lane::Ruler, 100));
    EXPECT_NEAR(static_cast<double>(studio->frame()), 100, 1);
    QTest::mouseMove(view, at(Lane::Ruler, 612));
    EXPECT_NEAR(static_cast<double>(studio->frame()), 612, 1);
    QTest::mouseMove(view, at(Lane::Ruler, 0) - QPoint(40, 0));
    EXPECT_EQ(studio->frame(), 0);
    QTest::mouseRelease(view, Qt::LeftButton, {}, at(Lane::Ruler, 300));
    EXPECT_EQ(studio->undo_stack()->count(), 1); // moving is no edit
}

TEST_F(TimelinePanes, MoveWithKeys) {
    key(Qt::Key_Down);
    EXPECT_EQ(studio->frame(), 200);
    key(Qt::Key_Down);
    key(Qt::Key_Right);
    EXPECT_EQ(studio->frame(), 501);
    key(Qt::Key_Right, Qt::ShiftModifier);
    EXPECT_EQ(studio->frame(), 511);
    key(Qt::Key_Left);
    EXPECT_EQ(studio->frame(), 510);
    key(Qt::Key_Up);
    EXPECT_EQ(studio->frame(), 500);
    key(Qt::Key_Up);
    EXPECT_EQ(studio->frame(), 200);
    key(Qt::Key_End);
    EXPECT_EQ(studio->frame(), kFrames - 1);
    key(Qt::Key_Home);
    EXPECT_EQ(studio->frame(), 0);
}

TEST_F(TimelinePanes, ACutThatIsDraggedIsOneEdit) {
    const std::string before = document().dump();
    drag(at(Lane::Shots, 200), at(Lane::Shots, 300));
    const std::int64_t moved = cuts()[1];
    EXPECT_NEAR(static_cast<double>(moved), 300, 2);
    EXPECT_EQ(shot(0).last, moved - 1);
    EXPECT_EQ(studio->undo_stack()->count(), 2);
    undo();
    EXPECT_EQ(document().dump(), before);
    studio->undo_stack()->redo();
    EXPECT_EQ(cuts()[1], moved);
}

TEST_F(TimelinePanes, ADraggedCutSnapsToThePlayhead) {
    studio->set_frame(317);
    drag(at(Lane::Shots, 200), at(Lane::Shots, 317, 5));
    EXPECT_EQ(cuts(), (Cuts{0, 317, 500, 800}));
}

TEST_F(TimelinePanes, ADraggedCutStopsAtItsNeighbours) {
    drag(at(Lane::Shots, 500), at(Lane::Shots, 0));
    EXPECT_EQ(cuts(), (Cuts{0, 200, 201, 800}));
    undo();
    drag(at(Lane::Shots, 500), at(Lane::Shots, 990));
    EXPECT_EQ(cuts(), (Cuts{0, 200, 799, 800}));
    EXPECT_TRUE(errors.empty());
}

TEST_F(TimelinePanes, EscapeGivesUpADrag) {
    QTest::mousePress(view, Qt::LeftButton, {}, at(Lane::Shots, 200));
    QTest::mouseMove(view, at(Lane::Shots, 260));
    keep_picture("drag");
    key(Qt::Key_Escape);
    QTest::mouseRelease(view, Qt::LeftButton, {}, at(Lane::Shots, 260));
    EXPECT_EQ(cuts(), (Cuts{0, 200, 500, 800}));
}

TEST_F(TimelinePanes, SplitAtThePlayheadAndJoin) {
    const std::string before = document().dump();
    studio->set_frame(350);
    key(Qt::Key_S);
    EXPECT_EQ(cuts(), (Cuts{0, 200, 350, 500, 800}));
    key(Qt::Key_S); // there is a cut already
    EXPECT_EQ(errors.size(), 1U);
    studio->set_frame(349);
    key(Qt::Key_J, Qt::ControlModifier);
    EXPECT_EQ(cuts(), (Cuts{0, 200, 500, 800}));
    undo();
    undo();
    EXPECT_EQ(document().dump(), before);
}

TEST_F(TimelinePanes, SelectedShotsAreJoinedInOneStep) {
    click(at(Lane::Shots, 100));
    EXPECT_EQ(view->selected_shots().size(), 1U);
    EXPECT_NEAR(static_cast<double>(studio->frame()), 100, 1);
    click(at(Lane::Shots, 600), Qt::ShiftModifier);
    EXPECT_EQ(view->selected_shots().size(), 3U);
    keep_picture("selected");
    key(Qt::Key_J, Qt::ControlModifier);
    EXPECT_EQ(cuts(), (Cuts{0, 800}));
    undo();
    EXPECT_EQ(cuts(), (Cuts{0, 200, 500, 800}));
    key(Qt::Key_Escape);
    EXPECT_TRUE(view->selected_shots().empty());
    click(at(Lane::Shots, 100), Qt::ControlModifier);
    click(at(Lane::Shots, 900), Qt::ControlModifier);
    key(Qt::Key_J, Qt::ControlModifier); // they do not touch
    EXPECT_EQ(cuts(), (Cuts{0, 200, 500, 800}));
    click(at(Lane::Shots, 100), Qt::ControlModifier);
    EXPECT_EQ(view->selected_shots().size(), 1U);
}

TEST_F(TimelinePanes, WheelZoomKeepsTheFrameUnderTheCursor) {
    for (const double frame : {333.0, 700.0}) {
        view->zoom_whole();
        const QPoint point = at(Lane::Shots, frame);
        const double x = point.x() - view->layout_of_lanes().header_width();
        const double before = view->scale().position_at(x);
        for (int i = 0; i < 12; ++i) {
            wheel(point, 1, Qt::ControlModifier);
            EXPECT_NEAR(view->scale().position_at(x), before, 1e-6);
        }
        EXPECT_LT(view->scale().frames_shown(), 100);
    }
    keep_picture("zoomed");
}

TEST_F(TimelinePanes, ZoomAndScrollByKeysSliderAndBar) {
    studio->set_frame(500);
    key(Qt::Key_Equal, Qt::AltModifier);
    EXPECT_FALSE(view->scale().shows_whole());
    key(Qt::Key_Z);
    EXPECT_TRUE(view->scale().shows_whole());
    auto* zoom = pane->findChild<QSlider*>("transport.zoom");
    zoom->setValue(zoom->maximum());
    EXPECT_NEAR(view->scale().frames_shown(), 1, 0.01);
    EXPECT_TRUE(view->scale().shows(500));
    keep_picture("one-frame");
    key(Qt::Key_Z, Qt::ShiftModifier);
    EXPECT_LE(view->scale().first_shown(), 500);
    EXPECT_GE(view->scale().last_shown(), 799);
    auto* bar = pane->findChild<QScrollBar*>("timeline.scroll");
    bar->setValue(0);
    EXPECT_DOUBLE_EQ(view->scale().left(), 0);
    wheel(at(Lane::Shots, 100), -1);
    EXPECT_GT(view->scale().left(), 0);
    EXPECT_EQ(bar->value(), qRound(view->scale().left() * 16));
}

TEST_F(TimelinePanes, InAndOutPoint) {
    studio->set_frame(120);
    key(Qt::Key_I);
    studio->set_frame(640);
    key(Qt::Key_O);
    EXPECT_EQ(studio->range(), (preview::FrameSpan{120, 640}));
    keep_picture("range");
    drag(at(Lane::Ruler, 120), at(Lane::Ruler, 250));
    EXPECT_NEAR(static_cast<double>(studio->range().first), 250, 2);
    drag(at(Lane::Ruler, 641), at(Lane::Ruler, 700));
    EXPECT_NEAR(static_cast<double>(studio->range().last), 699, 2);
    key(Qt::Key_I, Qt::AltModifier);
    key(Qt::Key_O, Qt::AltModifier);
    EXPECT_FALSE(studio->has_range());
    key(Qt::Key_X);
    EXPECT_EQ(studio->range(), (preview::FrameSpan{500, 799}));
}

TEST_F(TimelinePanes, GoWhereTheTimecodeSays) {
    auto* timecode = pane->findChild<QLineEdit*>("transport.timecode");
    timecode->setFocus();
    timecode->selectAll();
    QTest::keyClicks(timecode, "10:05");
    key(Qt::Key_Return);
    EXPECT_EQ(studio->frame(), 255);
    EXPECT_EQ(timecode->text(), "00:00:10:05");
    timecode->selectAll();
    QTest::keyClicks(timecode, "sjk");
    key(Qt::Key_Return);
    EXPECT_EQ(studio->frame(), 255);
    EXPECT_EQ(cuts().size(), 4U); // letters that are typed are no commands
    auto* frame = pane->findChild<QSpinBox*>("transport.frame");
    frame->setFocus();
    frame->selectAll();
    QTest::keyClicks(frame, "777");
    key(Qt::Key_Return);
    EXPECT_EQ(studio->frame(), 777);
}

TEST_F(TimelinePanes, TheMenuHasTheCommandsOfWhatIsThere) {
    QContextMenuEvent event(QContextMenuEvent::Mouse, at(Lane::Shots, 600),
                            view->mapToGlobal(at(Lane::Shots, 600)));
    QApplication::sendEvent(view, &event);
    auto* menu = pane->findChild<QMenu*>("timeline.menu");
    ASSERT_NE(menu, nullptr);
    EXPECT_TRUE(menu->actions().contains(actions->find("timeline.split")));
    EXPECT_EQ(view->selected_shots(), (std::set<project::Id>{shot(2).id}));
    menu->close();
}

TEST_F(TimelinePanes, AnEmptyProjectSaysWhatToDo) {
    studio->close_project();
    EXPECT_EQ(view->scale().frames(), 0);
    EXPECT_FALSE(actions->find("timeline.split")->isEnabled());
    keep_picture("empty");
    key(Qt::Key_S);
    click(QPoint(300, 60));
    EXPECT_TRUE(errors.empty());
}

} // namespace
} // namespace kinovar::ui::test
