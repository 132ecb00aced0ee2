#include "tests/ui/viewer/retouch_tool_fixture.h"

#include <QSignalSpy>
#include <set>

namespace kinovar::ui {
namespace {

using project::Id;
using Draw = Retouch::Draw;

TEST_F(RetouchTools, AStrokeIsSeenAtOnceAndOneUndoTakesAllBack) {
    const std::string before = dump();
    const preview::PicturePtr bare = viewer->picture(Side::B);
    press(60, 70);
    move(90, 70);
    move(120, 70);
    EXPECT_TRUE(tool().drawing());
    EXPECT_TRUE(tool().overlays());
    EXPECT_TRUE(painted_red(90, 70)) << "while it is drawn";
    EXPECT_EQ(new_edits(), 0);
    release(120, 70);
    ASSERT_EQ(count(), 1);
    EXPECT_EQ(new_edits(), 1);
    EXPECT_TRUE(painted_red(90, 70)) << "until the picture is there";
    ASSERT_TRUE(wait([this] { return !tool().overlays(); }));
    EXPECT_TRUE(red_at(90, 70)) << "in the picture itself";
    EXPECT_EQ(retouch().chosen(), last().id);
    EXPECT_EQ(last().drawn_at, 0);
    EXPECT_NEAR(last().area.marks.front().points.front().at.x, 60 / 192.0, 0.01);
    EXPECT_TRUE(last().anchor.has_value());
    ASSERT_NE(studio->take(), 0);
    EXPECT_GE(retouch().step_at(), 0);
    studio->undo_stack()->undo();
    EXPECT_EQ(dump(), before);
    ASSERT_TRUE(wait([this] { return settled() && !red_at(90, 70); }));
    EXPECT_EQ(viewer->picture(Side::B)->pixels, bare->pixels);
    studio->undo_stack()->redo();
    EXPECT_TRUE(wait([this] { return settled() && red_at(90, 70); }));
}

TEST_F(RetouchTools, APenDrawsWithItsPressureAndNothingComesTwice) {
    pen(QEvent::TabletPress, 60, 70, 0.25);
    pen(QEvent::TabletMove, 90, 70, 0.5);
    pen(QEvent::TabletMove, 120, 70, 1);
    EXPECT_TRUE(painted_red(118, 70));
    // Some systems send mouse events as well.
    press(10, 10);
    move(20, 20);
    pen(QEvent::TabletRelease, 120, 70, 0);
    ASSERT_EQ(count(), 1);
    const auto& points = last().area.marks.front().points;
    ASSERT_EQ(points.size(), 3U);
    EXPECT_DOUBLE_EQ(points[0].pressure, 0.25);
    EXPECT_DOUBLE_EQ(points[1].pressure, 0.5);
    EXPECT_DOUBLE_EQ(points[2].pressure, 1);
    release(20, 20);
    EXPECT_EQ(count(), 1);
    EXPECT_EQ(new_edits(), 1);
}

TEST_F(RetouchTools, RightButtonAndAPensEraserTakeAway) {
    drag({{60, 70}, {120, 70}});
    ASSERT_EQ(count(), 1);
    drag({{90, 60}, {90, 80}}, Qt::RightButton);
    ASSERT_EQ(count(), 1);
    ASSERT_EQ(last().area.marks.size(), 2U);
    EXPECT_FALSE(last().area.marks.back().adds);
    EXPECT_TRUE(wait([this] { return settled() && red_at(65, 70) && !red_at(90, 70); }));
    pen(QEvent::TabletPress, 65, 60, 1, QPointingDevice::PointerType::Eraser);
    pen(QEvent::TabletMove, 65, 80, 1, QPointingDevice::PointerType::Eraser);
    pen(QEvent::TabletRelease, 65, 80, 0, QPointingDevice::PointerType::Eraser);
    ASSERT_EQ(last().area.marks.size(), 3U);
    EXPECT_FALSE(last().area.marks.back().adds);
    EXPECT_EQ(new_edits(), 3);
}

TEST_F(RetouchTools, EscapeDropsAStrokeThenTheChoiceThenTheTool) {
    press(60, 70);
    move(90, 70);
    key(Qt::Key_Escape);
    EXPECT_FALSE(tool().drawing());
    EXPECT_FALSE(tool().overlays());
    release(90, 70);
    EXPECT_EQ(count(), 0);
    EXPECT_EQ(new_edits(), 0);
    click(60, 70);
    ASSERT_NE(retouch().chosen(), 0);
    key(Qt::Key_Escape);
    EXPECT_EQ(retouch().chosen(), 0);
    EXPECT_TRUE(tool().active());
    key(Qt::Key_Escape);
    EXPECT_FALSE(tool().active());
    EXPECT_FALSE(action("retouch.tool")->isChecked());
}

TEST_F(RetouchTools, LeavingTheFrameKeepsTheStrokeOnTheFrameItWasDrawnOn) {
    press(60, 70);
    move(90, 70);
    studio->set_frame(5);
    ASSERT_EQ(count(), 1);
    EXPECT_EQ(last().drawn_at, 0);
    EXPECT_EQ(last().first, 0);
    EXPECT_EQ(last().last, 0);
    move(120, 70);
    release(120, 70);
    EXPECT_EQ(count(), 1);
    EXPECT_TRUE(wait([this] { return settled(); }));
    EXPECT_FALSE(red_at(75, 70));
    studio->set_frame(0);
    EXPECT_TRUE(wait([this] { return settled() && red_at(75, 70); }));
}

TEST_F(RetouchTools, LassoByDragAndPolygonByClicks) {
    set_draw(Draw::Lasso);
    drag({{40, 40}, {80, 40}, {80, 80}, {40, 80}});
    ASSERT_EQ(count(), 1);
    EXPECT_EQ(last().area.marks.front().shape, retouch::Mark::Shape::Outline);
    EXPECT_TRUE(wait([this] { return settled() && red_at(60, 60) && !red_at(90, 60); }));
    action("retouch.polygon")->trigger();
    click(110, 40);
    click(150, 40);
    click(150, 80);
    EXPECT_TRUE(tool().drawing());
    key(Qt::Key_Return);
    ASSERT_EQ(count(), 2);
    EXPECT_EQ(last().area.marks.front().points.size(), 3U);
    EXPECT_TRUE(wait([this] { return settled() && red_at(140, 50) && !red_at(115, 75); }));
    // Clicks that are taken back.
    click(20, 20);
    click(30, 20);
    key(Qt::Key_Backspace);
    key(Qt::Key_Backspace);
    EXPECT_FALSE(tool().drawing());
    EXPECT_EQ(count(), 2);
}

TEST_F(RetouchTools, WhatLooksAlikeIsSelected) {
    set_draw(Draw::Wand);
    click(96, 72);
    ASSERT_TRUE(wait([this] { return count() == 1; }));
    EXPECT_TRUE(last().area.marks.empty());
    EXPECT_FALSE(last().area.mask.empty());
    EXPECT_TRUE(wait([this] { return settled() && red_at(96, 72); }));
}

TEST_F(RetouchTools, AltSaysWhereACloneComesFrom) {
    retouch().choose_kind("clone");
    drag({{60, 70}, {80, 70}});
    EXPECT_EQ(count(), 0) << "nothing to clone from yet";
    click(150, 100, Qt::LeftButton, Qt::AltModifier);
    drag({{60, 70}, {80, 70}});
    ASSERT_EQ(count(), 1);
    const auto& clone = std::get<retouch::Clone>(last().kind);
    EXPECT_NEAR(clone.offset.x, 90 / 192.0, 0.01);
    EXPECT_NEAR(clone.offset.y, 30 / 144.0, 0.01);
    // The next one goes on at the same distance.
    drag({{40, 40}, {50, 40}});
    ASSERT_EQ(count(), 2);
    EXPECT_EQ(std::get<retouch::Clone>(last().kind).offset, clone.offset);
}

TEST_F(RetouchTools, AFixIsChosenMovedScaledAndTurned) {
    drag({{60, 70}, {80, 70}});
    ASSERT_EQ(count(), 1);
    retouch().set_chosen(0);
    set_draw(Draw::Choose);
    click(70, 70);
    EXPECT_EQ(retouch().chosen(), last().id);
    drag({{70, 70}, {80, 75}, {100, 90}});
    ASSERT_EQ(last().keys.size(), 1U);
    EXPECT_NEAR(last().keys.front().pose.dx, 30 / 192.0, 0.01);
    EXPECT_NEAR(last().keys.front().pose.dy, 20 / 144.0, 0.01);
    EXPECT_EQ(new_edits(), 2);
    EXPECT_TRUE(wait([this] { return settled() && red_at(100, 90) && !red_at(62, 70); }));
    const retouch::Pose moved = last().keys.front().pose;
    key(Qt::Key_Right, Qt::ShiftModifier);
    EXPECT_NEAR(last().keys.front().pose.dx - moved.dx, 10 / 192.0, 1e-6);
    studio->undo_stack()->undo();
    EXPECT_EQ(last().keys.front().pose, moved);
    // A corner scales: the box of the stroke is 20 + brush wide and a brush high.
    const auto box = steps::fix_box(last());
    const QPointF corner(box[2] * 192 + 30, box[3] * 144 + 20);
    const QPointF middle((box[0] + box[2]) / 2 * 192 + 30, (box[1] + box[3]) / 2 * 144 + 20);
    drag({corner, middle + 1.5 * (corner - middle)});
    EXPECT_NEAR(last().keys.front().pose.scale, 1.5, 0.1);
    EXPECT_NEAR(last().keys.front().pose.dx, moved.dx, 1e-6);
    key(Qt::Key_Delete);
    EXPECT_EQ(count(), 0);
}

TEST_F(RetouchTools, KeysSetTheBrushAndPutADab) {
    const Retouch::Tool before = retouch().tool();
    key(Qt::Key_BracketRight);
    EXPECT_GT(retouch().tool().brush.size, before.brush.size);
    key(Qt::Key_BracketLeft);
    EXPECT_NEAR(retouch().tool().brush.size, before.brush.size, 1e-9);
    key(Qt::Key_BraceLeft, Qt::ShiftModifier);
    EXPECT_NEAR(retouch().tool().brush.hardness, 0.9, 1e-9);
    key(Qt::Key_4);
    EXPECT_NEAR(retouch().tool().brush.opacity, 0.4, 1e-9);
    key(Qt::Key_0);
    EXPECT_EQ(retouch().tool().brush.opacity, 1);
    key(Qt::Key_E);
    EXPECT_TRUE(retouch().tool().erases);
    key(Qt::Key_E);
    move(50, 50, Qt::NoButton);
    key(Qt::Key_Return);
    ASSERT_EQ(count(), 1);
    EXPECT_TRUE(wait([this] { return settled() && red_at(50, 50); }));
    click(100, 100);
    ASSERT_EQ(count(), 2);
    key(Qt::Key_PageUp);
    EXPECT_EQ(retouch().chosen(), retouch().fixes().front().fix->id);
    key(Qt::Key_PageDown);
    EXPECT_EQ(retouch().chosen(), last().id);
    // Steps frames as ever.
    EXPECT_FALSE(tool().takes_key({QEvent::KeyPress, Qt::Key_Right, {}}));
}

TEST_F(RetouchTools, AWarpIsOneFixOfManyGestures) {
    retouch().choose_kind("warp");
    drag({{60, 70}, {70, 70}, {80, 70}});
    ASSERT_EQ(count(), 1);
    EXPECT_EQ(new_edits(), 1);
    ASSERT_EQ(std::get<retouch::Warp>(last().kind).moves.size(), 1U);
    EXPECT_TRUE(wait([this] { return settled(); }));
    action("retouch.bloat")->trigger();
    drag({{120, 70}, {125, 70}});
    ASSERT_EQ(count(), 1);
    const auto& moves = std::get<retouch::Warp>(last().kind).moves;
    ASSERT_EQ(moves.size(), 2U);
    EXPECT_EQ(moves.back().kind, retouch::WarpMove::Kind::Bloat);
    EXPECT_EQ(new_edits(), 2);
    // A point that is taken elsewhere, and what Escape takes back.
    set_draw(Draw::Handle);
    drag({{60, 100}, {70, 100}, {75, 105}});
    ASSERT_EQ(std::get<retouch::Warp>(last().kind).handles.size(), 1U);
    EXPECT_NEAR(std::get<retouch::Warp>(last().kind).handles.front().to.x, 75 / 192.0, 0.01);
    press(75, 105);
    move(100, 120);
    key(Qt::Key_Escape);
    release(100, 120);
    EXPECT_NEAR(std::get<retouch::Warp>(last().kind).handles.front().to.x, 75 / 192.0, 0.01);
}

TEST_F(RetouchTools, StrokesOneAfterTheOtherDoNotWaitForPictures) {
    constexpr int kStrokes = 5;
    for (int i = 0; i < kStrokes; ++i) {
        drag({{40.0 + 20 * i, 40}, {40.0 + 20 * i, 60}});
    }
    EXPECT_EQ(count(), kStrokes);
    for (int i = 0; i < kStrokes; ++i) {
        EXPECT_TRUE(painted_red(40.0 + 20 * i, 43)) << i; // beside the dot in its middle
    }
    ASSERT_TRUE(wait([this] { return !tool().overlays() && settled(); }));
    for (int i = 0; i < kStrokes; ++i) {
        EXPECT_TRUE(red_at(40.0 + 20 * i, 50)) << i;
    }
    EXPECT_EQ(new_edits(), kStrokes);
    for (int i = 0; i < kStrokes; ++i) {
        studio->undo_stack()->undo();
    }
    EXPECT_EQ(count(), 0);
}

TEST_F(RetouchTools, DrawsOnEitherSideOfAComparison) {
    viewer->set_mode(CompareMode::SideBySide);
    const QPoint left = at(60, 70); // the scan
    QTest::mousePress(&canvas(), Qt::LeftButton, {}, left);
    QTest::mouseRelease(&canvas(), Qt::LeftButton, {}, left);
    ASSERT_EQ(count(), 1);
    EXPECT_NEAR(last().area.marks.front().points.front().at.x, 60 / 192.0, 0.01);
    EXPECT_TRUE(wait([this] { return settled() && red_at(60, 70); }));
    const auto scan = canvas().inspect({60, 70}).a;
    ASSERT_TRUE(scan.has_value());
    EXPECT_FALSE(scan->red() > 200 && scan->green() < 60);
}

TEST_F(RetouchTools, CommandsHaveKeysOfTheirOwnAndSayHowTheToolIsSet) {
    std::set<QString> keys;
    for (const Actions::Item& item : actions.items()) {
        for (const QKeySequence& key : item.action->shortcuts()) {
            EXPECT_TRUE(keys.insert(key.toString()).second)
                << item.id.toStdString() << " " << key.toString().toStdString();
        }
    }
    action("retouch.heal")->trigger();
    EXPECT_EQ(retouch::name_of(retouch().tool().kind), "heal");
    EXPECT_TRUE(action("retouch.heal")->isChecked());
    action("retouch.lasso")->trigger();
    EXPECT_EQ(retouch().tool().draw, Draw::Lasso);
    action("retouch.paint")->trigger();
    EXPECT_EQ(retouch().tool().draw, Draw::Brush) << "each kind has its own";
    action("retouch.heal")->trigger();
    EXPECT_EQ(retouch().tool().draw, Draw::Lasso);
    EXPECT_TRUE(action("retouch.lasso")->isChecked());
    EXPECT_FALSE(action("retouch.delete")->isEnabled());
    action("retouch.tool")->trigger();
    EXPECT_FALSE(tool().active());
    action("viewer.hints")->trigger(); // another tool takes the canvas, and this one takes it back
    action("retouch.tool")->trigger();
    EXPECT_TRUE(tool().active());
    EXPECT_FALSE(action("viewer.hints")->isChecked());
}

} // namespace
} // namespace kinovar::ui
